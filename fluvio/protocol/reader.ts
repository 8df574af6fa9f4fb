import { isUtf8 } from 'node:buffer';
import { DecodeError } from './decode-error.js';

/** A span of time as Rust's `Duration` travels: whole seconds and the nanoseconds besides. */
export interface Duration {
  readonly seconds: number;
  readonly nanoseconds: number;
}

/** A decoder of one value; the version is that of the request's header. */
export type Decode<T> = (reader: Reader, version: number) => T;

/**
 * Walks one buffer from front to back. Everything is big-endian (Fluvio: `fluvio-protocol/src/core/decoder.rs`).
 * No length off the wire is trusted: each is held against the bytes that are really there before anything is
 * allocated, and what does not fit throws a {@link DecodeError}. Byte values are views of the buffer, not copies.
 */
export class Reader {
  readonly #buffer: Buffer;
  readonly #end: number;
  #at: number;

  constructor(bytes: Uint8Array, start = 0, end = bytes.length) {
    this.#buffer = Buffer.isBuffer(bytes)
      ? bytes
      : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = start;
    this.#end = end;
  }

  /** Position in the buffer the reader was made with. */
  get offset(): number {
    return this.#at;
  }

  get remaining(): number {
    return this.#end - this.#at;
  }

  bool(): boolean {
    const value = this.u8();
    if (value > 1) throw new DecodeError('invalid', `${value} is not a boolean`, this.#at - 1);
    return value === 1;
  }

  i8(): number {
    return this.#buffer.readInt8(this.#advance(1));
  }

  u8(): number {
    return this.#buffer[this.#advance(1)]!;
  }

  i16(): number {
    return this.#buffer.readInt16BE(this.#advance(2));
  }

  u16(): number {
    return this.#buffer.readUInt16BE(this.#advance(2));
  }

  i32(): number {
    return this.#buffer.readInt32BE(this.#advance(4));
  }

  u32(): number {
    return this.#buffer.readUInt32BE(this.#advance(4));
  }

  /** A signed 64-bit number such as an offset; throws when a double cannot hold it exactly. */
  i64(): number {
    const at = this.#advance(8);
    const value = this.#buffer.readInt32BE(at) * 0x1_0000_0000 + this.#buffer.readUInt32BE(at + 4);
    return this.#safe(value, at);
  }

  /**
   * A time in ms. Nobody checks what a producer writes there, so none is refused: what lies beyond the exact integers of a
   * double is read as the largest or smallest of them.
   */
  timestamp(): number {
    const at = this.#advance(8);
    const value = this.#buffer.readInt32BE(at) * 0x1_0000_0000 + this.#buffer.readUInt32BE(at + 4);
    return Math.max(Number.MIN_SAFE_INTEGER, Math.min(value, Number.MAX_SAFE_INTEGER));
  }

  u64(): number {
    const at = this.#advance(8);
    const value = this.#buffer.readUInt32BE(at) * 0x1_0000_0000 + this.#buffer.readUInt32BE(at + 4);
    return this.#safe(value, at);
  }

  /** A zigzag varint of at most ten bytes. */
  varint(): number {
    const start = this.#at;
    let zigzag = 0;
    let scale = 1;
    for (let length = 1; ; length++) {
      const byte = this.u8();
      zigzag += (byte & 0x7f) * scale;
      if (byte < 0x80) break;
      if (length === 10) throw new DecodeError('invalid', 'a varint longer than ten bytes', start);
      scale *= 128;
    }
    // Beyond 2^53 the sum above has already lost bits, so the halves below could not be trusted.
    this.#safe(zigzag, start);
    return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
  }

  /** Text of at most 32,767 bytes. As in Fluvio a negative length reads as the empty string. */
  string(): string {
    const length = this.i16();
    if (length <= 0) return '';
    const at = this.#advance(length);
    const text = this.#buffer.toString('utf8', at, at + length);
    if (text.includes('\ufffd') && !isUtf8(this.#buffer.subarray(at, at + length))) {
      throw new DecodeError('invalid', 'text that is not UTF-8', at);
    }
    return text;
  }

  /** Bytes after a 4-byte length (`Vec<u8>`, `ByteBuf`): a view, valid as long as the buffer is. */
  bytes(): Buffer {
    return this.take(this.#length32());
  }

  /** Bytes after a varint length (keys and values of records): a view. */
  varbytes(): Buffer {
    const at = this.#at;
    const length = this.varint();
    if (length < 0) throw new DecodeError('invalid', `a length of ${length} bytes`, at);
    return this.take(length);
  }

  /** The next `length` bytes as they are: a view. */
  take(length: number): Buffer {
    const at = this.#advance(length);
    return this.#buffer.subarray(at, at + length);
  }

  /** A reader of the next `length` bytes, which this one skips. */
  nested(length: number): Reader {
    const at = this.#advance(length);
    return new Reader(this.#buffer, at, at + length);
  }

  /** A nested reader over a part that carries its 4-byte length. */
  nested32(): Reader {
    return this.nested(this.#length32());
  }

  option<T>(decode: Decode<T>, version: number): T | null {
    return this.bool() ? decode(this, version) : null;
  }

  /** A list after a 4-byte count. As in Fluvio a negative count reads as an empty list. */
  vec<T>(decode: Decode<T>, version: number): T[] {
    const at = this.#at;
    const count = this.i32();
    // Nothing on this wire is shorter than a byte, so a larger count is a lie and not worth a loop.
    if (count > this.remaining) throw new DecodeError('truncated', `a list of ${count} items`, at);
    const items: T[] = [];
    for (let i = 0; i < count; i++) items.push(decode(this, version));
    return items;
  }

  /** A `BTreeMap`: a 2-byte count, then keys and values; the order on the wire is kept. */
  map<K, V>(key: Decode<K>, value: Decode<V>, version: number): Map<K, V> {
    const count = this.u16();
    const map = new Map<K, V>();
    for (let i = 0; i < count; i++) map.set(key(this, version), value(this, version));
    return map;
  }

  duration(): Duration {
    return { seconds: this.u64(), nanoseconds: this.u32() };
  }

  #length32(): number {
    const at = this.#at;
    const length = this.u32();
    if (length > this.remaining) throw new DecodeError('truncated', `a length of ${length} bytes`, at);
    return length;
  }

  /** Moves on by `length` bytes and returns where they start. */
  #advance(length: number): number {
    const at = this.#at;
    if (length > this.#end - at) {
      throw new DecodeError('truncated', `${length} bytes wanted, ${this.#end - at} left`, at);
    }
    this.#at = at + length;
    return at;
  }

  #safe(value: number, at: number): number {
    if (!Number.isSafeInteger(value)) {
      throw new DecodeError('unsafe-integer', `${value} does not fit a double exactly`, at);
    }
    return value;
  }
}

/** Element decoders for {@link Reader.vec}, {@link Reader.option} and {@link Reader.map}. */
export const readBool: Decode<boolean> = (reader) => reader.bool();
export const readU16: Decode<number> = (reader) => reader.u16();
export const readI32: Decode<number> = (reader) => reader.i32();
export const readU32: Decode<number> = (reader) => reader.u32();
export const readU64: Decode<number> = (reader) => reader.u64();
export const readString: Decode<string> = (reader) => reader.string();
export const readDuration: Decode<Duration> = (reader) => reader.duration();

/** Reads a one-byte enum: the tag is the index in `names`. */
export function readTag<N extends string>(reader: Reader, names: readonly N[], what: string): N {
  const at = reader.offset;
  const name = names[reader.u8()];
  if (name === undefined) throw new DecodeError('invalid', `an unknown ${what}`, at);
  return name;
}
