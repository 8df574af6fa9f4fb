/**
 * Ids as the table `seen_ids` has them: each run in 64 buckets by a hash of the id, an entry after the other. An entry is
 * the hash of the event's bytes (u32, 0 where not known), the record time (f64, ms), the id's length (u16) and the id in
 * UTF-8; little-endian. A row for each id would cost eight times as much to write.
 */
import type { Db } from './open.js';

export const BUCKETS = 64;

const HEAD = 14;

export interface SeenId {
  readonly hash: number;
  readonly recordTime: number;
}

/** Two hashes of an id; always the same object, to be used before the next id is hashed. */
export interface IdHash {
  a: number;
  b: number;
}

const hashed: IdHash = { a: 0, b: 0 };

export function hashId(id: string): IdHash {
  let a = id.length;
  let b = 0x2545f491;
  for (let i = 0; i < id.length; i++) {
    const unit = id.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x9e3779b1);
    a ^= a >>> 15;
    b = Math.imul(b ^ unit, 0x85ebca6b);
    b ^= b >>> 13;
  }
  hashed.a = Math.imul(a ^ (a >>> 16), 0xc2b2ae35) >>> 0;
  hashed.b = Math.imul(b ^ (b >>> 16), 0x27d4eb2f) >>> 0;
  return hashed;
}

export function bucketOf({ a }: IdHash): number {
  return a >>> 26;
}

/** A bucket to which ids are added. */
export class IdBucket {
  #bytes: Buffer;
  #used: number;

  /** @param stored what `bytes` gave */
  constructor(stored?: Buffer) {
    this.#bytes = stored ?? Buffer.allocUnsafe(512);
    this.#used = stored?.length ?? 0;
  }

  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#used);
  }

  clear(): void {
    this.#used = 0;
  }

  add(id: string, hash: number, recordTime: number): void {
    const at = this.#used;
    if (at + HEAD + 3 * id.length > this.#bytes.length) this.#grow(HEAD + 3 * id.length);
    const bytes = this.#bytes;
    const length = putText(bytes, at + HEAD, id);
    time[0] = recordTime;
    bytes[at] = hash;
    bytes[at + 1] = hash >> 8;
    bytes[at + 2] = hash >> 16;
    bytes[at + 3] = hash >> 24;
    for (let i = 0; i < timeBytes.length; i++) bytes[at + 4 + i] = timeBytes[i]!;
    bytes[at + 12] = length;
    bytes[at + 13] = length >> 8;
    this.#used = at + HEAD + length;
  }

  #grow(more: number): void {
    const larger = Buffer.allocUnsafe(2 * this.#bytes.length + more);
    larger.set(this.bytes);
    this.#bytes = larger;
  }
}

/** Platforms that Node runs on are little-endian, as the entries are. */
const time = new Float64Array(1);
const timeBytes = new Uint8Array(time.buffer);

/** In UTF-8; nearly all are ASCII, which by hand takes less than the call. */
function putText(bytes: Buffer, at: number, text: string): number {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 128) return bytes.write(text, at);
    bytes[at + i] = unit;
  }
  return text.length;
}

/** What a bucket has of an id, the last one of several; undefined when it has none. */
export function findId(bucket: Buffer, id: string): SeenId | undefined {
  const wanted = Buffer.from(id);
  let found = -1;
  for (let at = 0; at < bucket.length; ) {
    const length = bucket[at + 12]! | (bucket[at + 13]! << 8);
    if (length === wanted.length && isAt(bucket, at + HEAD, wanted)) found = at;
    at += HEAD + length;
  }
  if (found < 0) return undefined;
  return { hash: bucket.readUInt32LE(found), recordTime: bucket.readDoubleLE(found + 4) };
}

/** The ids of a bucket, in the order in which they came; says how many there are. */
export function eachId(bucket: Buffer, take: (id: string, recordTime: number, hash: number) => void): number {
  let count = 0;
  for (let at = 0; at < bucket.length; count++) {
    const end = at + HEAD + bucket.readUInt16LE(at + 12);
    take(bucket.toString('utf8', at + HEAD, end), bucket.readDoubleLE(at + 4), bucket.readUInt32LE(at));
    at = end;
  }
  return count;
}

/** Writes buckets of a run. */
export function bucketWriter(
  db: Db,
): (partitionId: number, run: number, bucket: number, ids: Buffer) => void {
  const insert = db.prepare(
    'INSERT OR REPLACE INTO seen_ids (partition_id, run, bucket, ids) VALUES (?, ?, ?, ?)',
  );
  return (partitionId, run, bucket, ids) => insert.run(partitionId, run, bucket, ids);
}

function isAt(bytes: Buffer, at: number, wanted: Buffer): boolean {
  for (let i = 0; i < wanted.length; i++) if (bytes[at + i] !== wanted[i]) return false;
  return true;
}
