/// <reference path="./untyped-codecs.d.ts" />
/**
 * Snappy's framing format (https://github.com/google/snappy/blob/main/framing_format.txt), as Fluvio's producers
 * write it: chunks of `type u8 · length u24`, little-endian; data chunks begin with a masked CRC-32C of their content.
 */
import snappy from 'snappyjs';
import { crc32c } from './crc32c.js';
import { DecodeError } from './decode-error.js';

const STREAM_IDENTIFIER = Buffer.from('sNaPpY');
/** No chunk inflates to more, by the format. */
const MAX_CHUNK_BYTES = 65_536;

export function inflateSnappy(bytes: Buffer, limit: number): Buffer {
  if (bytes.length > 0 && bytes[0] !== 0xff) throw new DecodeError('invalid', 'not a Snappy stream', 0);
  const parts: Buffer[] = [];
  let total = 0;
  for (let at = 0; at < bytes.length; ) {
    if (at + 4 > bytes.length) throw new DecodeError('truncated', 'a Snappy chunk header is cut short', at);
    const type = bytes[at]!;
    const end = at + 4 + bytes.readUIntLE(at + 1, 3);
    if (end > bytes.length) throw new DecodeError('truncated', 'a Snappy chunk is cut short', at);
    const part = readChunk(type, bytes.subarray(at + 4, end), at);
    if (part !== null) {
      total += part.length;
      if (total > limit) throw new DecodeError('too-large', `Snappy inflates beyond ${limit} bytes`, at);
      parts.push(part);
    }
    at = end;
  }
  return Buffer.concat(parts, total);
}

function readChunk(type: number, chunk: Buffer, at: number): Buffer | null {
  if (type === 0xff) {
    if (chunk.equals(STREAM_IDENTIFIER)) return null;
    throw new DecodeError('invalid', 'not a Snappy stream identifier', at);
  }
  if (type >= 0x80) return null;
  if (type > 1) throw new DecodeError('invalid', `an unknown Snappy chunk ${type}`, at);
  if (chunk.length < 4) throw new DecodeError('truncated', 'a Snappy chunk without its checksum', at);
  const data = chunk.subarray(4);
  const content = type === 1 ? data : inflateBlock(data, at);
  if (content.length > MAX_CHUNK_BYTES)
    throw new DecodeError('invalid', 'a Snappy chunk above its limit', at);
  if (maskedCrc(content) !== chunk.readUInt32LE(0)) {
    throw new DecodeError('crc-mismatch', 'a Snappy chunk does not match its CRC', at);
  }
  return content;
}

function inflateBlock(data: Buffer, at: number): Buffer {
  refuseLongLiterals(data, at);
  const content = snappy.uncompress(data, MAX_CHUNK_BYTES);
  return Buffer.from(content.buffer, content.byteOffset, content.byteLength);
}

/**
 * snappyjs reads a 4-byte literal length as signed and walks backwards on a negative one, for ever. Within a chunk no
 * literal needs more than two bytes of length, so any longer form is refused before the library sees it.
 */
function refuseLongLiterals(data: Buffer, at: number): void {
  let pos = 0;
  while (pos < data.length && data[pos++]! >= 0x80);
  while (pos < data.length) {
    const tag = data[pos++]!;
    const kind = tag & 0x03;
    const size = tag >> 2;
    if (kind !== 0) {
      pos += kind === 3 ? 4 : kind;
    } else if (size < 60) {
      pos += size + 1;
    } else if (size < 62) {
      const width = size - 59;
      if (pos + width > data.length) throw new DecodeError('truncated', 'a Snappy literal is cut short', at);
      pos += width + data.readUIntLE(pos, width) + 1;
    } else {
      throw new DecodeError('invalid', 'a Snappy literal beyond its chunk', at);
    }
  }
}

function maskedCrc(content: Buffer): number {
  const crc = crc32c(content);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
