/// <reference path="./untyped-codecs.d.ts" />
/**
 * LZ4 frames (https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md), as Fluvio's producers write them.
 * The frame is walked here because lz4js skips block checksums at the wrong place and checks no length.
 */
import lz4 from 'lz4js';
import { DecodeError } from './decode-error.js';

const MAGIC = 0x184d2204;
const BLOCK_CHECKSUM = 0x10;
const CONTENT_SIZE = 0x08;
const CONTENT_CHECKSUM = 0x04;
const DICTIONARY_ID = 0x01;
const STORED = 0x8000_0000;

export function inflateLz4(bytes: Buffer, limit: number): Buffer {
  const frame = readFrameHeader(bytes);
  const blocks = readBlocks(bytes, frame);
  // Two passes: how much there will be is known, and bounded, before any of it is allocated.
  let total = 0;
  for (const block of blocks) {
    const size = block.stored ? block.end - block.start : inflatedSize(bytes, block, total);
    if (size > frame.maxBlockBytes)
      throw new DecodeError('invalid', 'an LZ4 block above its limit', block.start);
    total += size;
    if (total > limit) throw new DecodeError('too-large', `LZ4 inflates beyond ${limit} bytes`, block.start);
  }
  const inflated = Buffer.allocUnsafe(total);
  let at = 0;
  for (const { stored, start, end } of blocks) {
    if (stored) at += bytes.copy(inflated, at, start, end);
    else at = lz4.decompressBlock(bytes, inflated, start, end - start, at);
  }
  return inflated;
}

interface Frame {
  readonly blocksAt: number;
  readonly blockChecksums: boolean;
  readonly contentChecksum: boolean;
  readonly maxBlockBytes: number;
}

interface Block {
  readonly stored: boolean;
  readonly start: number;
  readonly end: number;
}

function readFrameHeader(bytes: Buffer): Frame {
  if (bytes.length < 7) throw new DecodeError('truncated', 'an LZ4 frame header is cut short', 0);
  if (bytes.readUInt32LE(0) !== MAGIC) throw new DecodeError('invalid', 'not an LZ4 frame', 0);
  const flags = bytes[4]!;
  const sizeClass = (bytes[5]! >> 4) & 0x07;
  if (flags >> 6 !== 1) throw new DecodeError('invalid', 'an unknown version of LZ4 frames', 4);
  if (sizeClass < 4) throw new DecodeError('invalid', `LZ4 block size ${sizeClass}`, 5);
  return {
    blocksAt: 7 + (flags & CONTENT_SIZE ? 8 : 0) + (flags & DICTIONARY_ID ? 4 : 0),
    blockChecksums: (flags & BLOCK_CHECKSUM) !== 0,
    contentChecksum: (flags & CONTENT_CHECKSUM) !== 0,
    maxBlockBytes: 2 ** (8 + 2 * sizeClass),
  };
}

function readBlocks(bytes: Buffer, frame: Frame): Block[] {
  const blocks: Block[] = [];
  for (let at = frame.blocksAt; ; ) {
    if (at + 4 > bytes.length) throw new DecodeError('truncated', 'an LZ4 frame without its end mark', at);
    const word = bytes.readUInt32LE(at);
    if (word === 0) {
      if (at + 4 + (frame.contentChecksum ? 4 : 0) <= bytes.length) return blocks;
      throw new DecodeError('truncated', 'an LZ4 frame without its checksum', at);
    }
    const start = at + 4;
    const end = start + (word % STORED);
    if (end > bytes.length) throw new DecodeError('truncated', 'an LZ4 block is cut short', at);
    blocks.push({ stored: word >= STORED, start, end });
    at = end + (frame.blockChecksums ? 4 : 0);
  }
}

/** Bytes a block inflates to, every length and distance in it checked; `before` bytes of earlier blocks can be copied. */
function inflatedSize(bytes: Buffer, { start, end }: Block, before: number): number {
  let size = 0;
  let at = start;
  const extended = (nibble: number): number => {
    let length = nibble;
    for (let byte = nibble === 15 ? 255 : 0; byte === 255; length += byte) {
      if (at >= end) throw new DecodeError('truncated', 'an LZ4 length is cut short', at);
      byte = bytes[at++]!;
    }
    return length;
  };
  while (at < end) {
    const token = bytes[at++]!;
    const literals = extended(token >> 4);
    at += literals;
    size += literals;
    if (at > end) throw new DecodeError('truncated', 'LZ4 literals are cut short', at);
    // The last sequence of a block has no match.
    if (at === end) return size;
    if (at + 2 > end) throw new DecodeError('truncated', 'an LZ4 distance is cut short', at);
    const distance = bytes.readUInt16LE(at);
    if (distance === 0 || distance > before + size) {
      throw new DecodeError('invalid', `an LZ4 distance of ${distance}`, at);
    }
    at += 2;
    size += extended(token & 0x0f) + 4;
  }
  throw new DecodeError('truncated', 'an LZ4 block ends in a match', end);
}
