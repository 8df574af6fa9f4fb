/** Zstandard frames (RFC 8878), as Fluvio's producers write them. */
import { Decompress } from 'fzstd';
import { DecodeError } from './decode-error.js';

const MAGIC = 0xfd2fb528;

export function inflateZstd(bytes: Buffer, limit: number): Buffer {
  // fzstd allocates the window a frame's header names, up to 2 GB, so the headers are checked before it sees them.
  const end = checkFrames(bytes, limit);
  const parts: Uint8Array[] = [];
  let total = 0;
  const stream = new Decompress((part) => {
    total += part.length;
    if (total > limit) throw new DecodeError('too-large', `Zstandard inflates beyond ${limit} bytes`, 0);
    parts.push(part);
  });
  stream.push(bytes.subarray(0, end), true);
  return Buffer.concat(parts, total);
}

/** Walks frames and blocks without inflating; returns where the last frame ends. */
function checkFrames(bytes: Buffer, limit: number): number {
  let at = 0;
  while (at < bytes.length) {
    need(bytes, at, 6);
    const magic = bytes.readUInt32LE(at);
    if (magic >>> 4 === 0x184d2a5) {
      need(bytes, at, 8);
      at += 8 + bytes.readUInt32LE(at + 4);
    } else if (magic === MAGIC) {
      at = checkFrame(bytes, at, limit);
    } else {
      throw new DecodeError('invalid', 'not a Zstandard frame', at);
    }
    need(bytes, at, 0);
  }
  return at;
}

function checkFrame(bytes: Buffer, start: number, limit: number): number {
  const descriptor = bytes[start + 4]!;
  const singleSegment = (descriptor & 0x20) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 0x03]!;
  const sizeBytes = [singleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6]!;
  let at = start + 5 + (singleSegment ? 0 : 1) + dictionaryBytes;
  need(bytes, at, sizeBytes);
  const window = singleSegment ? contentSize(bytes, at, sizeBytes) : windowSize(bytes[start + 5]!);
  // A window may be larger than what it slides over; producers at level 1 ask for half a megabyte at least.
  if (window > Math.max(limit, 8 * 1024 * 1024)) {
    throw new DecodeError('too-large', `a Zstandard window of ${window} bytes`, start);
  }
  at += sizeBytes;
  for (let last = false; !last; ) {
    need(bytes, at, 3);
    const header = bytes.readUIntLE(at, 3);
    last = (header & 1) === 1;
    const repeated = ((header >> 1) & 3) === 1;
    at += 3 + (repeated ? 1 : header >> 3);
  }
  return at + (descriptor & 0x04 ? 4 : 0);
}

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 0x07);
}

function contentSize(bytes: Buffer, at: number, width: number): number {
  if (width === 8) return Number(bytes.readBigUInt64LE(at));
  const size = bytes.readUIntLE(at, width);
  return width === 2 ? size + 256 : size;
}

function need(bytes: Buffer, at: number, length: number): void {
  if (at + length > bytes.length) throw new DecodeError('truncated', 'a Zstandard frame is cut short', at);
}
