/**
 * SOURCE-NUMBER ids: which numbers of each source were accepted, exactly and for ever.
 *
 * A mere high-water mark would be wrong: a stale producer's write can land late, and rejected events leave holes.
 * So each number has its bit, in blocks of 2048 numbers (at most 256 bytes, and a row). Blocks in use stay in memory,
 * at most `CACHED_BLOCKS` of them after a commit and as many again before one (300 bytes each and their source); the
 * others are read back when needed. Rows are in the order in which blocks began, so that those of sources that are
 * writing now lie on few pages. Hashes are only ever added, in rows of their own for what a commit accepted of a block,
 * and looked up when a number comes again.
 */
import type { Statement } from 'better-sqlite3';
import { BLOCK_SIZE, BlockHashes, findHash } from '../store/block-hashes.js';
import { BulkRows } from '../store/bulk-rows.js';
import type { Db } from '../store/open.js';
import { FreshHashes, isKeptOf } from './fresh-hashes.js';
import { NONE, NumberBlocks } from './number-blocks.js';

const CACHED_BLOCKS = 65_536;

export class SeenNumbers {
  readonly blocks = new NumberBlocks();
  readonly fresh = new FreshHashes();
  /** Places of blocks with numbers that are not written yet. */
  readonly dirty: number[] = [];
  /** Places of blocks, in order of last use, so that the first ones are the ones to let go. */
  readonly #cache = new Map<string, number>();
  /** The last block of each source in a partition: what lies behind it is not in the database. */
  readonly #last = new Map<string, number>();
  readonly #encoder = new BlockHashes();
  #nextId: number;
  readonly #select: Statement;
  readonly #selectLast: Statement;
  readonly #selectHashes: Statement;
  readonly #forget: Statement;
  readonly #blockRows: BulkRows;
  readonly #hashRows: BulkRows;

  constructor(db: Db) {
    this.#nextId = (db.prepare('SELECT max(id) FROM seen_numbers').pluck().get() ?? 0) + 1;
    this.#select = db.prepare(
      'SELECT id, bits FROM seen_numbers WHERE partition_id = ? AND source = ? AND block = ?',
    );
    this.#selectLast = db
      .prepare('SELECT max(block) FROM seen_numbers WHERE partition_id = ? AND source = ?')
      .pluck();
    this.#selectHashes = db.prepare(
      'SELECT id, hashes FROM seen_hashes WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT 1',
    );
    this.#forget = db.prepare('DELETE FROM seen_hashes WHERE partition_id = ? AND record_time < ?');
    const columns = 'id, partition_id, source, block, bits';
    const update = 'ON CONFLICT (id) DO UPDATE SET bits = excluded.bits';
    this.#blockRows = new BulkRows(db, `INSERT INTO seen_numbers (${columns})`, 5, update);
    this.#hashRows = new BulkRows(db, 'INSERT INTO seen_hashes (id, partition_id, record_time, hashes)', 4);
  }

  /** Whether the number of this index in the block at `place`, which was accepted before, had other bytes. */
  conflicts(place: number, index: number, hash: number): boolean {
    const kept = this.fresh.find(this.blocks.chain[place]!, index) ?? this.#storedHash(place, index);
    return kept !== undefined && !isKeptOf(kept, hash);
  }

  /** The place of a block, which may have to be read back. */
  placeOf(partitionId: number, source: string, block: number): number {
    const key = `${partitionId}/${block}/${source}`;
    const place = this.#cache.get(key) ?? this.#load(partitionId, source, block);
    this.#cache.delete(key);
    this.#cache.set(key, place);
    return place;
  }

  /** So many blocks wait to be written that memory asks for a commit. */
  get full(): boolean {
    return this.#cache.size >= 2 * CACHED_BLOCKS;
  }

  /**
   * @param recordTimeOf the largest record time of a partition so far, ms
   * @param forget told when blocks are let go: no place may be used any more
   */
  write(recordTimeOf: (partitionId: number) => number, forget: () => void): void {
    const { blocks, fresh } = this;
    for (const place of this.dirty) {
      const id = blocks.rowId[place]!;
      const partitionId = blocks.partitionId[place]!;
      this.#blockRows.put(id).put(partitionId).put(blocks.source[place]!).put(blocks.blockOf(place));
      this.#blockRows.put(blocks.bitsOf(place));
      this.#gather(blocks.chain[place]!);
      const recordTime = Math.floor(recordTimeOf(partitionId));
      this.#encoder.rows((first, hashes) => {
        this.#hashRows
          .put(id * BLOCK_SIZE + first)
          .put(partitionId)
          .put(recordTime)
          .put(hashes);
      });
      blocks.chain[place] = NONE;
    }
    this.#blockRows.flush();
    this.#hashRows.flush();
    this.dirty.length = 0;
    fresh.clear();
    if (this.#cache.size <= CACHED_BLOCKS) return;
    forget();
    this.#shrink();
  }

  forgetBefore(partitionId: number, recordTime: number): void {
    this.#forget.run(partitionId, recordTime);
  }

  #gather(chain: number): void {
    const { index, hash, before } = this.fresh;
    for (let entry = chain; entry !== NONE; entry = before[entry]!)
      this.#encoder.put(index[entry]!, hash[entry]!);
  }

  #load(partitionId: number, source: string, block: number): number {
    const row = this.#mayHave(partitionId, source, block)
      ? (this.#select.get(partitionId, source, block) as { id: number; bits: Buffer } | undefined)
      : undefined;
    return this.blocks.add(partitionId, source, block, row?.id ?? this.#nextId++, row?.bits);
  }

  /** Whether the database may have a block: mostly it is a new one, behind the last of its source. */
  #mayHave(partitionId: number, source: string, block: number): boolean {
    const key = `${partitionId}/${source}`;
    const last = this.#last.get(key) ?? (this.#selectLast.get(partitionId, source) as number | null) ?? -1;
    if (this.#last.size >= CACHED_BLOCKS) this.#last.clear();
    this.#last.set(key, Math.max(last, block));
    return block <= last;
  }

  /** A row holds the hashes of numbers from its own on, but not those that another commit accepted between them. */
  #storedHash(place: number, index: number): number | undefined {
    const start = this.blocks.rowId[place]! * BLOCK_SIZE;
    for (let id = start + index; id >= start; id--) {
      const row = this.#selectHashes.get(start, id) as { id: number; hashes: Buffer } | undefined;
      if (row === undefined) return undefined;
      ({ id } = row);
      const hash = findHash(row.hashes, id - start, index);
      if (hash !== undefined) return hash;
    }
    return undefined;
  }

  /** After a write no block is dirty. */
  #shrink(): void {
    for (const [key, place] of this.#cache) {
      if (this.#cache.size <= CACHED_BLOCKS) return;
      this.#cache.delete(key);
      this.blocks.remove(place);
    }
  }
}
