/**
 * SOURCE-NUMBER ids: which numbers of each source were accepted, exactly and for ever.
 *
 * A mere high-water mark would be wrong: a stale producer's write can land late, and rejected events leave holes.
 * So each number has its bit, in blocks of 2048 numbers (256 bytes and a row). Blocks in use stay in memory, at most
 * `CACHED_BLOCKS` of them after a commit and twice as many before one (about 8 KiB each at the worst); the others are
 * read back when needed.
 */
import type { Statement } from 'better-sqlite3';
import type { Db } from '../store/open.js';
import { BLOCK_SIZE, NumberBlock } from './number-block.js';
import type { Sighting } from './sighting.js';

const CACHED_BLOCKS = 4096;

interface Cached {
  readonly partitionId: number;
  readonly source: string;
  readonly number: number;
  readonly block: NumberBlock;
}

export class SeenNumbers {
  /** In order of last use, so that the first ones are the ones to let go. */
  readonly #cache = new Map<string, Cached>();
  /** The block used last in each partition: consecutive events are mostly of one source. */
  readonly #latest = new Map<number, Cached>();
  readonly #selectBits: Statement;
  readonly #selectHashes: Statement;
  readonly #upsertBits: Statement;
  readonly #upsertHashes: Statement;
  readonly #forget: Statement;

  constructor(db: Db) {
    const where = 'WHERE partition_id = ? AND source = ? AND block = ?';
    this.#selectBits = db.prepare(`SELECT bits FROM seen_numbers ${where}`);
    this.#selectHashes = db.prepare(`SELECT hashes, record_time AS recordTime FROM seen_hashes ${where}`);
    this.#upsertBits = db.prepare('INSERT OR REPLACE INTO seen_numbers VALUES (?, ?, ?, ?)');
    this.#upsertHashes = db.prepare('INSERT OR REPLACE INTO seen_hashes VALUES (?, ?, ?, ?, ?)');
    this.#forget = db.prepare('DELETE FROM seen_hashes WHERE partition_id = ? AND record_time < ?');
  }

  see(partitionId: number, source: string, number: number, hash: number, recordTime: number): Sighting {
    const block = this.#blockOf(partitionId, source, Math.floor(number / BLOCK_SIZE));
    const index = number % BLOCK_SIZE;
    if (!block.has(index)) {
      block.add(index, hash, recordTime);
      return 'new';
    }
    const before = block.hashOf(index);
    return before === 0 || before === hash ? 'duplicate' : 'conflicting';
  }

  /** So many blocks wait to be written that memory asks for a commit. */
  get full(): boolean {
    return this.#cache.size >= 2 * CACHED_BLOCKS;
  }

  write(): void {
    for (const { partitionId, source, number, block } of this.#cache.values()) {
      if (!block.dirty) continue;
      this.#upsertBits.run(partitionId, source, number, block.bits);
      this.#upsertHashes.run(partitionId, source, number, Math.floor(block.recordTime), block.encodeHashes());
      block.dirty = false;
    }
    this.#shrink();
  }

  forgetBefore(partitionId: number, recordTime: number): void {
    this.#forget.run(partitionId, recordTime);
  }

  #blockOf(partitionId: number, source: string, number: number): NumberBlock {
    const latest = this.#latest.get(partitionId);
    if (latest !== undefined && latest.number === number && latest.source === source) return latest.block;
    const key = `${partitionId}/${number}/${source}`;
    const cached = this.#cache.get(key) ?? this.#load(partitionId, source, number);
    this.#cache.delete(key);
    this.#cache.set(key, cached);
    this.#latest.set(partitionId, cached);
    return cached.block;
  }

  #load(partitionId: number, source: string, number: number): Cached {
    const bits = this.#selectBits.get(partitionId, source, number) as { bits: Buffer } | undefined;
    const block = new NumberBlock(bits?.bits);
    if (bits !== undefined) {
      const stored = this.#selectHashes.get(partitionId, source, number) as
        | { hashes: Buffer; recordTime: number }
        | undefined;
      if (stored !== undefined) block.loadHashes(stored.hashes, stored.recordTime);
    }
    return { partitionId, source, number, block };
  }

  /** Only clean blocks go, and after a write all are. A block let go must not be reached by the short cut either. */
  #shrink(): void {
    this.#latest.clear();
    for (const key of this.#cache.keys()) {
      if (this.#cache.size <= CACHED_BLOCKS) return;
      this.#cache.delete(key);
    }
  }
}
