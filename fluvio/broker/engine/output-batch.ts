import { BATCH_HEADER_BYTES, writeBatchHeader } from '../../protocol/batch.js';
import { DecodeError } from '../../protocol/decode-error.js';
import { putVarint, VarintCursor, varintBytes } from '../../protocol/varint.js';

const COUNT_BYTES = 4;
const RECORDS_AT = BATCH_HEADER_BYTES + COUNT_BYTES;
/** A record whose offset delta is changed grows by two varints at most. */
const MOST_GROWTH = 20;

/** Gathers what a SmartModule returns for several stored batches in one batch: the response. */
export class OutputBatch {
  /** Records so far. */
  count = 0;
  #bytes: Buffer;
  #at = RECORDS_AT;
  /** Base offset of the first batch with output, and so of the response. */
  #base = 0;

  /** @param capacity bytes of records that it has room for at first */
  constructor(capacity: number) {
    this.#bytes = Buffer.allocUnsafeSlow(RECORDS_AT + capacity);
  }

  /**
   * Adds the `count` records of `section` (`i32 count`, then records), which came of the batch at `baseOffset`: their
   * offset deltas become those of this batch. Returns the bytes of the section as it is then; what is beyond `most` is not
   * added.
   */
  add(section: Uint8Array, count: number, baseOffset: number, most: number): number {
    const isFirst = this.count === 0;
    const difference = isFirst ? 0 : this.#base - baseOffset;
    this.#reserve(section.length + count * MOST_GROWTH);
    const end =
      difference === 0
        ? this.#put(section.subarray(COUNT_BYTES), this.#at)
        : this.#putMoved(section, count, difference);
    const bytes = COUNT_BYTES + end - this.#at;
    if (bytes > most) return bytes;
    if (isFirst) this.#base = baseOffset;
    this.#at = end;
    this.count += count;
    return bytes;
  }

  /** The batch, which covers the offsets until `next`, so that the client's next fetch starts behind them. */
  finish(next: number): Buffer {
    const bytes = this.#bytes.subarray(0, this.#at);
    bytes.writeInt32BE(this.count, BATCH_HEADER_BYTES);
    return writeBatchHeader(bytes, { baseOffset: this.#base, recordCount: next - this.#base });
  }

  #put(bytes: Uint8Array, at: number): number {
    this.#bytes.set(bytes, at);
    return at + bytes.length;
  }

  /** `length varint, attributes i8, timestamp_delta varint, offset_delta varint` and the rest, with another offset delta. */
  #putMoved(section: Uint8Array, count: number, difference: number): number {
    const bytes = this.#bytes;
    const cursor = new VarintCursor(section, COUNT_BYTES);
    let at = this.#at;
    for (let left = count; left > 0; left--) {
      const length = cursor.next();
      const start = cursor.at;
      const end = start + length;
      cursor.at++;
      cursor.next();
      const deltaAt = cursor.at;
      const delta = cursor.next() + difference;
      if (cursor.at > end) throw new DecodeError('invalid', `a record of ${length} bytes`, start);
      at = putVarint(bytes, at, length - (cursor.at - deltaAt) + varintBytes(delta));
      for (let i = start; i < deltaAt; i++) bytes[at++] = section[i]!;
      at = putVarint(bytes, at, delta);
      at = this.#put(section.subarray(cursor.at, end), at);
      cursor.at = end;
    }
    return at;
  }

  #reserve(length: number): void {
    const needed = this.#at + length;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
  }
}
