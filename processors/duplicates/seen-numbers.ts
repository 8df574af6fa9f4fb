/**
 * SOURCE-NUMBER ids: which numbers of each source were accepted, exactly and for ever.
 *
 * A mere high-water mark would be wrong: a stale producer's write can land late, and rejected events leave holes.
 * So each number has its bit, in blocks of 2048 numbers (at most 256 bytes, and a row). Blocks in use stay in memory,
 * at most `CACHED_BLOCKS` of them after a commit and as many again before one (300 bytes each and their source); the
 * others are read back when needed. Rows are in the order in which blocks began, so that those of sources that are
 * writing now lie on few pages. Hashes are only ever added, a row for what a commit accepted of a block, and looked up
 * when a number comes again.
 */
import type { Statement } from 'better-sqlite3';
import type { Dictionary } from '../../schemas/index.js';
import { BulkRows } from '../store/bulk-rows.js';
import type { Db } from '../store/open.js';
import { FreshHashes, findHash, type IdColumns, NONE } from './fresh-hashes.js';
import { BLOCK_SIZE, NumberBlocks } from './number-blocks.js';
import type { Sighting } from './sighting.js';

const CACHED_BLOCKS = 65_536;

export class SeenNumbers {
  readonly blocks = new NumberBlocks();
  readonly #fresh = new FreshHashes();
  /** Chains of fresh hashes by place of the block. */
  #chains = new Int32Array(0);
  /** Places of blocks, in order of last use, so that the first ones are the ones to let go. */
  readonly #cache = new Map<string, number>();
  /** Places of blocks with numbers that are not written yet. */
  readonly #dirty: number[] = [];
  readonly #partitions: PartitionNumbers[] = [];
  #nextId: number;
  readonly #select: Statement;
  readonly #selectHashes: Statement;
  readonly #forget: Statement;
  readonly #blockRows: BulkRows;
  readonly #hashRows: BulkRows;

  constructor(db: Db) {
    this.#nextId = (db.prepare('SELECT max(id) FROM seen_numbers').pluck().get() ?? 0) + 1;
    this.#select = db.prepare(
      'SELECT id, bits FROM seen_numbers WHERE partition_id = ? AND source = ? AND block = ?',
    );
    this.#selectHashes = db.prepare('SELECT hashes FROM seen_hashes WHERE block_id = ?').pluck();
    this.#forget = db.prepare('DELETE FROM seen_hashes WHERE partition_id = ? AND record_time < ?');
    const columns = 'id, partition_id, source, block, bits';
    const update = 'ON CONFLICT (id) DO UPDATE SET bits = excluded.bits';
    this.#blockRows = new BulkRows(db, `INSERT INTO seen_numbers (${columns})`, 5, update);
    const hashColumns = 'block_id, first, partition_id, record_time, hashes';
    this.#hashRows = new BulkRows(db, `INSERT INTO seen_hashes (${hashColumns})`, 5);
  }

  /** The numbers of a partition; to be asked for once. */
  of(partitionId: number, dictionary: Dictionary): PartitionNumbers {
    const numbers = new PartitionNumbers(this, partitionId, dictionary);
    this.#partitions.push(numbers);
    return numbers;
  }

  /** Looks up the number of index `index`, that of record `i`, in the block at `place` and, when it is new, remembers it. */
  see(place: number, index: number, ids: IdColumns, i: number): Sighting {
    if (!this.blocks.put(place, index)) {
      const chain = this.#chains[place]!;
      if (chain === NONE) this.#dirty.push(place);
      this.#chains[place] = this.#fresh.add(chain, index, ids, i);
      return 'new';
    }
    const before = this.#fresh.find(this.#chains[place]!, index) ?? this.#storedHash(place, index);
    return before === undefined || before === ids.hashes[i] ? 'duplicate' : 'conflicting';
  }

  /** The place of a block, which may have to be read back. */
  placeOf(partitionId: number, source: string, number: number): number {
    const key = `${partitionId}/${number}/${source}`;
    const place = this.#cache.get(key) ?? this.#load(partitionId, source, number);
    this.#cache.delete(key);
    this.#cache.set(key, place);
    return place;
  }

  /** So many blocks wait to be written that memory asks for a commit. */
  get full(): boolean {
    return this.#cache.size >= 2 * CACHED_BLOCKS;
  }

  write(): void {
    const { rowId, partitionId, source, number } = this.blocks;
    for (const place of this.#dirty) {
      const id = rowId[place]!;
      this.#blockRows.put(id).put(partitionId[place]!).put(source[place]!).put(number[place]!);
      this.#blockRows.put(this.blocks.bitsOf(place));
      const { hashes, first, recordTime } = this.#fresh.encode(this.#chains[place]!);
      this.#hashRows.put(id).put(first).put(partitionId[place]!).put(Math.floor(recordTime)).put(hashes);
      this.#chains[place] = NONE;
    }
    this.#blockRows.flush();
    this.#hashRows.flush();
    this.#dirty.length = 0;
    this.#fresh.clear();
    this.#shrink();
  }

  forgetBefore(partitionId: number, recordTime: number): void {
    this.#forget.run(partitionId, recordTime);
  }

  #load(partitionId: number, source: string, number: number): number {
    const row = this.#select.get(partitionId, source, number) as { id: number; bits: Buffer } | undefined;
    const place = this.blocks.add(partitionId, source, number, row?.id ?? this.#nextId++, row?.bits);
    if (place >= this.#chains.length) {
      const chains = new Int32Array(this.blocks.number.length).fill(NONE);
      chains.set(this.#chains);
      this.#chains = chains;
    }
    return place;
  }

  #storedHash(place: number, index: number): number | undefined {
    for (const hashes of this.#selectHashes.all(this.blocks.rowId[place]) as Buffer[]) {
      const hash = findHash(hashes, index);
      if (hash !== undefined) return hash;
    }
    return undefined;
  }

  /** After a write no block is dirty. One that is let go must not be reached by the short cut either. */
  #shrink(): void {
    if (this.#cache.size <= CACHED_BLOCKS) return;
    for (const partition of this.#partitions) partition.forget();
    for (const [key, place] of this.#cache) {
      if (this.#cache.size <= CACHED_BLOCKS) return;
      this.#cache.delete(key);
      this.blocks.remove(place);
    }
  }
}

/** The numbers of one partition. Of each source it knows where the block lies that was used last: mostly that is the next one too. */
export class PartitionNumbers {
  /** Places of blocks by code of the source, −1 where unknown. */
  #places = new Int32Array(64).fill(-1);
  #generation: number;

  constructor(
    readonly seen: SeenNumbers,
    readonly partitionId: number,
    readonly dictionary: Dictionary,
  ) {
    this.#generation = dictionary.generation;
  }

  /** To be called before each batch: codes of sources may mean others by now. */
  begin(): void {
    if (this.#generation === this.dictionary.generation) return;
    this.forget();
    this.#generation = this.dictionary.generation;
  }

  forget(): void {
    this.#places.fill(-1);
  }

  see(source: number, ids: IdColumns, i: number): Sighting {
    const number = ids.numbers[i]!;
    const block = Math.floor(number / BLOCK_SIZE);
    let place = source < this.#places.length ? this.#places[source]! : -1;
    if (place < 0 || this.seen.blocks.number[place] !== block) place = this.#find(source, block);
    return this.seen.see(place, number - block * BLOCK_SIZE, ids, i);
  }

  #find(source: number, block: number): number {
    const place = this.seen.placeOf(this.partitionId, this.dictionary.textOf(source), block);
    if (source >= this.#places.length) {
      const places = new Int32Array(2 * source).fill(-1);
      places.set(this.#places);
      this.#places = places;
    }
    this.#places[source] = place;
    return place;
  }
}
