import { EncodeError } from './decode-error.js';
import type { Duration } from './reader.js';

/** An encoder of one value; the version is that of the request's header. */
export type Encode<T> = (writer: Writer, value: T, version: number) => void;

/** Fluvio reads the length of a string as a signed 16-bit number, so a longer one would be taken for empty. */
export const MAX_STRING_BYTES = 0x7fff;

/**
 * Walks one growing buffer from front to back, the counterpart of `Reader`. A number or text that its field cannot
 * hold throws an {@link EncodeError}.
 */
export class Writer {
  #buffer: Buffer;
  #at = 0;

  constructor(capacity = 256) {
    this.#buffer = Buffer.allocUnsafe(capacity);
  }

  /** Bytes written so far. */
  get length(): number {
    return this.#at;
  }

  /** The bytes written so far: a view of the buffer, to be used before anything else is written. */
  finish(): Buffer {
    return this.#buffer.subarray(0, this.#at);
  }

  bool(value: boolean): void {
    this.#grow(1);
    this.#buffer[this.#at++] = value ? 1 : 0;
  }

  i8(value: number): void {
    this.#integer(value, -0x80, 0x7f);
    this.#grow(1);
    this.#at = this.#buffer.writeInt8(value, this.#at);
  }

  u8(value: number): void {
    this.#integer(value, 0, 0xff);
    this.#grow(1);
    this.#buffer[this.#at++] = value;
  }

  i16(value: number): void {
    this.#integer(value, -0x8000, 0x7fff);
    this.#grow(2);
    this.#at = this.#buffer.writeInt16BE(value, this.#at);
  }

  u16(value: number): void {
    this.#integer(value, 0, 0xffff);
    this.#grow(2);
    this.#at = this.#buffer.writeUInt16BE(value, this.#at);
  }

  i32(value: number): void {
    this.#integer(value, -0x8000_0000, 0x7fff_ffff);
    this.#grow(4);
    this.#at = this.#buffer.writeInt32BE(value, this.#at);
  }

  u32(value: number): void {
    this.#integer(value, 0, 0xffff_ffff);
    this.#grow(4);
    this.#at = this.#buffer.writeUInt32BE(value, this.#at);
  }

  i64(value: number): void {
    this.#integer(value, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    this.#grow(8);
    this.#at = this.#buffer.writeInt32BE(Math.floor(value / 0x1_0000_0000), this.#at);
    this.#at = this.#buffer.writeUInt32BE(
      value - Math.floor(value / 0x1_0000_0000) * 0x1_0000_0000,
      this.#at,
    );
  }

  u64(value: number): void {
    this.#integer(value, 0, Number.MAX_SAFE_INTEGER);
    this.i64(value);
  }

  /** A zigzag varint, of numbers that `Reader.varint` can read back. */
  varint(value: number): void {
    this.#integer(value, -(2 ** 52), 2 ** 52 - 1);
    this.#grow(8);
    let zigzag = value < 0 ? -value * 2 - 1 : value * 2;
    while (zigzag > 0x7f) {
      this.#buffer[this.#at++] = (zigzag % 128) | 0x80;
      zigzag = Math.floor(zigzag / 128);
    }
    this.#buffer[this.#at++] = zigzag;
  }

  string(value: string): void {
    const length = Buffer.byteLength(value, 'utf8');
    if (length > MAX_STRING_BYTES)
      throw new EncodeError(`a string of ${length} bytes is too long for Fluvio`);
    this.u16(length);
    this.#grow(length);
    this.#at += this.#buffer.write(value, this.#at, length, 'utf8');
  }

  /** Bytes after a 4-byte length. */
  bytes(value: Uint8Array): void {
    this.u32(value.length);
    this.raw(value);
  }

  /** Bytes after a varint length. */
  varbytes(value: Uint8Array): void {
    this.varint(value.length);
    this.raw(value);
  }

  /** Bytes as they are. */
  raw(value: Uint8Array): void {
    this.#grow(value.length);
    this.#buffer.set(value, this.#at);
    this.#at += value.length;
  }

  /** What `write` writes, after its 4-byte length. */
  nested32(write: (writer: Writer) => void): void {
    const at = this.#at;
    this.u32(0);
    write(this);
    this.#buffer.writeUInt32BE(this.#at - at - 4, at);
  }

  option<T>(value: T | null, encode: Encode<T>, version: number): void {
    this.bool(value !== null);
    if (value !== null) encode(this, value, version);
  }

  vec<T>(values: readonly T[], encode: Encode<T>, version: number): void {
    this.i32(values.length);
    for (const value of values) encode(this, value, version);
  }

  /** A `BTreeMap`, in the order of the map given. */
  map<K, V>(map: ReadonlyMap<K, V>, key: Encode<K>, value: Encode<V>, version: number): void {
    this.u16(map.size);
    for (const [k, v] of map) {
      key(this, k, version);
      value(this, v, version);
    }
  }

  duration(value: Duration): void {
    this.u64(value.seconds);
    this.u32(value.nanoseconds);
  }

  #integer(value: number, least: number, most: number): void {
    if (!Number.isInteger(value) || value < least || value > most) {
      throw new EncodeError(`${value} is not an integer from ${least} to ${most}`);
    }
  }

  #grow(length: number): void {
    const needed = this.#at + length;
    if (needed <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, this.#buffer.length * 2));
    this.#buffer.copy(larger, 0, 0, this.#at);
    this.#buffer = larger;
  }
}

/** Element encoders for {@link Writer.vec}, {@link Writer.option} and {@link Writer.map}. */
export const writeBool: Encode<boolean> = (writer, value) => writer.bool(value);
export const writeU16: Encode<number> = (writer, value) => writer.u16(value);
export const writeI32: Encode<number> = (writer, value) => writer.i32(value);
export const writeU32: Encode<number> = (writer, value) => writer.u32(value);
export const writeU64: Encode<number> = (writer, value) => writer.u64(value);
export const writeString: Encode<string> = (writer, value) => writer.string(value);
export const writeDuration: Encode<Duration> = (writer, value) => writer.duration(value);

/** Writes a one-byte enum: the tag is the index in `names`. */
export function writeTag<N extends string>(writer: Writer, value: N, names: readonly N[]): void {
  const tag = names.indexOf(value);
  if (tag < 0) throw new EncodeError(`${value} is none of ${names.join(', ')}`);
  writer.u8(tag);
}
