import { closeSync, fstatSync, ftruncateSync, openSync, read, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { BATCH_HEADER_BYTES } from '../../protocol/batch.js';
import { type BatchView, batchAt, hasGoodCrc } from '../../protocol/stored-batch.js';

/** At least so many bytes lie between two entries of the index: 16,000 entries for 64 MiB at most. */
const INDEX_INTERVAL_BYTES = 4096;
/** Reads so near the end come from the page cache, where a trip through the thread pool costs more than the read. */
const HOT_TAIL_BYTES = 1024 * 1024;
const SCAN_CHUNK_BYTES = 1024 * 1024;

/** One file of a partition's log: batches one after the other, named by the offset of its first record. */
export class Segment {
  readonly baseOffset: number;
  readonly #path: string;
  readonly #fd: number;
  readonly #indexOffsets: number[] = [];
  readonly #indexPositions: number[] = [];
  #size = 0;
  #nextOffset: number;
  #readers = 0;
  #closed = false;
  #released = false;
  #broken = false;

  private constructor(path: string, baseOffset: number) {
    this.#path = path;
    this.baseOffset = baseOffset;
    this.#nextOffset = baseOffset;
    this.#fd = openSync(path, 'a+', 0o600);
  }

  /** Opens or creates the segment of `directory` that starts at `baseOffset`. Call {@link recover} before use. */
  static open(directory: string, baseOffset: number): Segment {
    return new Segment(join(directory, segmentFileName(baseOffset)), baseOffset);
  }

  get size(): number {
    return this.#size;
  }

  /** Offset after the last record. */
  get nextOffset(): number {
    return this.#nextOffset;
  }

  /** When the file was last written, in ms since 1970: what time-based retention goes by, as in Fluvio. */
  get modifiedAt(): number {
    return fstatSync(this.#fd).mtimeMs;
  }

  /**
   * Rebuilds the index from the file and cuts off everything from the first batch on that is not whole, does not
   * have the next offset or, when `checkCrc`, a wrong checksum: the tail that a crash tore. Returns the bytes cut.
   */
  recover(checkCrc: boolean): number {
    const fileSize = fstatSync(this.#fd).size;
    while (this.#size < fileSize) {
      const left = fileSize - this.#size;
      let window = this.#readNow(this.#size, Math.min(SCAN_CHUNK_BYTES, left));
      const size = batchAt(window, 0)?.size;
      if (size === undefined || size > left) break;
      if (size > window.length) window = this.#readNow(this.#size, size);
      if (!this.#noteBatches(window, checkCrc)) break;
    }
    const torn = fileSize - this.#size;
    if (torn > 0) ftruncateSync(this.#fd, this.#size);
    return torn;
  }

  /** Notes the whole batches at the front of `window`; false when one of them is bad. */
  #noteBatches(window: Buffer, checkCrc: boolean): boolean {
    for (let at = 0; ; ) {
      const batch = batchAt(window, at);
      if (batch === undefined || at + batch.size > window.length) return at > 0;
      if (batch.baseOffset !== this.#nextOffset || (checkCrc && !hasGoodCrc(window, batch))) return false;
      this.#note(batch);
      at += batch.size;
    }
  }

  /**
   * Writes whole batches whose base offsets are already set, in one call. When it throws, the file is as it was.
   * If that cannot be done either, nothing is appended any more: what follows would lie behind half a batch.
   * Synchronous on purpose: offsets are given out and written without another request in between.
   */
  append(bytes: Buffer, batches: readonly BatchView[]): void {
    this.assertWhole();
    try {
      for (let written = 0; written < bytes.length; ) {
        written += writeSync(this.#fd, bytes, written, bytes.length - written);
      }
    } catch (error) {
      this.#undo();
      throw error;
    }
    for (const batch of batches) this.#note(batch);
  }

  /** Throws when nothing may follow what was written: the file is closed, or ends with half a write. */
  assertWhole(): void {
    // A closed file's number may belong to another file by now.
    if (this.#closed) throw new Error('the segment is closed');
    if (this.#broken) throw new Error('an earlier write failed and could not be undone');
  }

  /**
   * The batches from the one that holds `offset` on: as many whole ones as fit in `maxBytes`, but at least one.
   * `offset` must lie in this segment. The buffer owns its memory, so it can be handed to another thread.
   */
  async read(offset: number, maxBytes: number): Promise<Buffer> {
    if (this.#closed) throw new Error('the segment is closed');
    this.#readers++;
    try {
      const end = this.#size;
      const position = this.#positionBefore(offset);
      // The batch wanted starts less than an index interval behind an entry, or it would be an entry itself.
      const wanted = Math.max(maxBytes, BATCH_HEADER_BYTES) + INDEX_INTERVAL_BYTES;
      const bytes = await this.#read(position, Math.min(wanted, end - position));
      let first = this.#batchAt(bytes, 0);
      while (first.nextOffset <= offset) first = this.#batchAt(bytes, first.at + first.size);
      if (first.at + first.size <= bytes.length) return wholeBatches(bytes, first, maxBytes);
      return await this.#read(position + first.at, first.size);
    } finally {
      this.#readers--;
      this.#closeWhenIdle();
    }
  }

  /** Closes the file once the reads that are under way have ended. */
  close(): void {
    this.#closed = true;
    this.#closeWhenIdle();
  }

  /** Removes the file; reads that are under way still see it. */
  remove(): void {
    rmSync(this.#path, { force: true });
    this.close();
  }

  /** Cuts off what a failed write has left. */
  #undo(): void {
    try {
      ftruncateSync(this.#fd, this.#size);
    } catch {
      this.#broken = true;
    }
  }

  #closeWhenIdle(): void {
    if (!this.#closed || this.#readers > 0 || this.#released) return;
    this.#released = true;
    closeSync(this.#fd);
  }

  #batchAt(bytes: Buffer, at: number): BatchView {
    const batch = batchAt(bytes, at);
    if (batch === undefined) throw new Error(`${this.#path} is damaged: no batch where the index has one`);
    return batch;
  }

  /** Adds a batch at the end to the index and to the sums. */
  #note(batch: BatchView): void {
    const lastPosition = this.#indexPositions.at(-1);
    if (lastPosition === undefined || this.#size - lastPosition >= INDEX_INTERVAL_BYTES) {
      this.#indexOffsets.push(batch.baseOffset);
      this.#indexPositions.push(this.#size);
    }
    this.#size += batch.size;
    this.#nextOffset = batch.nextOffset;
  }

  /** Position of the last index entry at or before `offset`. */
  #positionBefore(offset: number): number {
    let low = 0;
    let high = this.#indexOffsets.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#indexOffsets[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return this.#indexPositions[low] ?? 0;
  }

  async #read(position: number, length: number): Promise<Buffer> {
    if (length <= HOT_TAIL_BYTES && position >= this.#size - HOT_TAIL_BYTES)
      return this.#readNow(position, length);
    const bytes = Buffer.allocUnsafeSlow(length);
    let filled = 0;
    while (filled < length) {
      const got = await readAsync(this.#fd, bytes, filled, length - filled, position + filled);
      if (got === 0) throw new Error(`${this.#path} is shorter than its index`);
      filled += got;
    }
    return bytes;
  }

  #readNow(position: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafeSlow(length);
    let filled = 0;
    while (filled < length) {
      const got = readSync(this.#fd, bytes, filled, length - filled, position + filled);
      if (got === 0) throw new Error(`${this.#path} is shorter than its index`);
      filled += got;
    }
    return bytes;
  }
}

/** The name of the file whose first record has `baseOffset`; names sort as their offsets do. */
export function segmentFileName(baseOffset: number): string {
  return `${String(baseOffset).padStart(20, '0')}.log`;
}

const readAsync = (fd: number, into: Buffer, at: number, length: number, position: number): Promise<number> =>
  new Promise((resolve, reject) => {
    read(fd, into, at, length, position, (error, got) => (error ? reject(error) : resolve(got)));
  });

/** From `first` on, as many whole batches of `bytes` as fit in `maxBytes`, but at least `first`. */
function wholeBatches(bytes: Buffer, first: BatchView, maxBytes: number): Buffer {
  let end = first.at + first.size;
  for (;;) {
    const next = batchAt(bytes, end);
    if (next === undefined || end + next.size > bytes.length || end + next.size - first.at > maxBytes) break;
    end += next.size;
  }
  return bytes.subarray(first.at, end);
}
