/**
 * SOURCE-NUMBER ids: which numbers of each source were accepted, exactly and for ever.
 *
 * A mere high-water mark would be wrong: a stale producer's write can land late, and rejected events leave holes.
 * So each number has its bit, in blocks of 2048 numbers (at most 256 bytes, and a row). Blocks in use stay in memory,
 * at most `CACHED_BLOCKS` of them after a commit and as many again before one (up to half a kilobyte each); the others
 * are read back when needed. Rows are in the order in which blocks began, so that those of sources that are writing now
 * lie on few pages. Hashes are only ever added, a row for what a commit accepted of a block, and looked up when a
 * number comes again.
 */
import type { Statement } from 'better-sqlite3';
import type { Db } from '../store/open.js';
import { BLOCK_SIZE, encodeHashes, findHash, NumberBlock } from './number-block.js';
import type { Sighting } from './sighting.js';

const CACHED_BLOCKS = 65_536;

interface Cached {
  readonly partitionId: number;
  readonly source: string;
  readonly number: number;
  readonly block: NumberBlock;
}

export class SeenNumbers {
  /** In order of last use, so that the first ones are the ones to let go. */
  readonly #cache = new Map<string, Cached>();
  /** With numbers that are not written yet. */
  readonly #dirty: Cached[] = [];
  /** By partition, the block that each source used last since the last commit: mostly it is the next one too. */
  readonly #latest = new Map<number, Map<string, Cached>>();
  #nextId: number;
  readonly #select: Statement;
  readonly #selectHashes: Statement;
  readonly #insert: Statement;
  readonly #update: Statement;
  readonly #insertHashes: Statement;
  readonly #forget: Statement;

  constructor(db: Db) {
    this.#nextId = (db.prepare('SELECT max(id) FROM seen_numbers').pluck().get() ?? 0) + 1;
    this.#select = db.prepare(
      'SELECT id, bits FROM seen_numbers WHERE partition_id = ? AND source = ? AND block = ?',
    );
    this.#insert = db.prepare('INSERT INTO seen_numbers VALUES (?, ?, ?, ?, ?)');
    this.#update = db.prepare('UPDATE seen_numbers SET bits = ? WHERE id = ?');
    this.#selectHashes = db.prepare('SELECT hashes FROM seen_hashes WHERE block_id = ?').pluck();
    this.#insertHashes = db.prepare('INSERT INTO seen_hashes VALUES (?, ?, ?, ?, ?)');
    this.#forget = db.prepare('DELETE FROM seen_hashes WHERE partition_id = ? AND record_time < ?');
  }

  see(partitionId: number, source: string, number: number, hash: number, recordTime: number): Sighting {
    const cached = this.#blockOf(partitionId, source, Math.floor(number / BLOCK_SIZE));
    const { block } = cached;
    const index = number % BLOCK_SIZE;
    if (!block.has(index)) {
      if (!block.isDirty) this.#dirty.push(cached);
      block.add(index, hash, recordTime);
      return 'new';
    }
    const before = block.fresh.get(index) ?? this.#storedHash(block, index);
    return before === undefined || before === hash ? 'duplicate' : 'conflicting';
  }

  /** So many blocks wait to be written that memory asks for a commit. */
  get full(): boolean {
    return this.#cache.size >= 2 * CACHED_BLOCKS;
  }

  write(): void {
    for (const { partitionId, source, number, block } of this.#dirty) {
      if (block.isStored) this.#update.run(block.bits, block.id);
      else this.#insert.run(block.id, partitionId, source, number, block.bits);
      const [first] = block.fresh.keys();
      const time = Math.floor(block.freshTime);
      this.#insertHashes.run(block.id, first, partitionId, time, encodeHashes(block.fresh));
      block.settle();
    }
    this.#dirty.length = 0;
    this.#shrink();
  }

  forgetBefore(partitionId: number, recordTime: number): void {
    this.#forget.run(partitionId, recordTime);
  }

  #blockOf(partitionId: number, source: string, number: number): Cached {
    const latest = this.#latestOf(partitionId);
    const recent = latest.get(source);
    if (recent?.number === number) return recent;
    const key = `${partitionId}/${number}/${source}`;
    const cached = this.#cache.get(key) ?? this.#load(partitionId, source, number);
    this.#cache.delete(key);
    this.#cache.set(key, cached);
    latest.set(source, cached);
    return cached;
  }

  #latestOf(partitionId: number): Map<string, Cached> {
    let latest = this.#latest.get(partitionId);
    if (latest === undefined) {
      latest = new Map();
      this.#latest.set(partitionId, latest);
    }
    return latest;
  }

  #load(partitionId: number, source: string, number: number): Cached {
    const row = this.#select.get(partitionId, source, number) as { id: number; bits: Buffer } | undefined;
    const block = new NumberBlock(row?.id ?? this.#nextId++, row?.bits);
    return { partitionId, source, number, block };
  }

  #storedHash(block: NumberBlock, index: number): number | undefined {
    if (!block.isStored) return undefined;
    for (const hashes of this.#selectHashes.all(block.id) as Buffer[]) {
      const hash = findHash(hashes, index);
      if (hash !== undefined) return hash;
    }
    return undefined;
  }

  /** After a write no block is dirty. One that is let go must not be reached by the short cut either. */
  #shrink(): void {
    this.#latest.clear();
    for (const key of this.#cache.keys()) {
      if (this.#cache.size <= CACHED_BLOCKS) return;
      this.#cache.delete(key);
    }
  }
}
