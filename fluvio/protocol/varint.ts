import { Reader } from './reader.js';

/**
 * Walks the varints of a records section: what `Reader.varint` does, without what else a reader does. An engine thread
 * lives as long as a client's streams, so most of the time compiled code would save goes into compiling it: the less code
 * runs for each record, the better.
 */
export class VarintCursor {
  at: number;

  constructor(
    readonly bytes: Uint8Array,
    at = 0,
  ) {
    this.at = at;
  }

  /** The zigzag varint here, which the cursor then is behind. */
  next(): number {
    const { bytes } = this;
    let at = this.at;
    let zigzag = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = bytes[at++]!;
      zigzag |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        this.at = at;
        return (zigzag >>> 1) ^ -(zigzag & 1);
      }
    }
    return this.#long();
  }

  /** Skips bytes after a varint length. */
  skipBytes(): void {
    const start = this.at;
    const length = this.next();
    if (length >= 0 && length <= this.bytes.length - this.at) {
      this.at += length;
      return;
    }
    // Says what is wrong.
    new Reader(this.bytes, start).varbytes();
  }

  /** More than four bytes, or none left. */
  #long(): number {
    const reader = new Reader(this.bytes, this.at);
    const value = reader.varint();
    this.at = reader.offset;
    return value;
  }
}

/** Bytes that `value` takes as a zigzag varint. */
export function varintBytes(value: number): number {
  let zigzag = value < 0 ? -value * 2 - 1 : value * 2;
  let bytes = 1;
  for (; zigzag > 0x7f; bytes++) zigzag = Math.floor(zigzag / 128);
  return bytes;
}

/** Writes `value` as a zigzag varint; returns where it ends. */
export function putVarint(bytes: Uint8Array, at: number, value: number): number {
  let zigzag = value < 0 ? -value * 2 - 1 : value * 2;
  let next = at;
  for (; zigzag > 0x7f; zigzag = Math.floor(zigzag / 128)) bytes[next++] = (zigzag % 128) | 0x80;
  bytes[next++] = zigzag;
  return next;
}
