import type { ColumnShape } from './column-batch.js';

const MAGIC = 0x01434647;
const EMPTIED = 1;
export const HEADER_BYTES = 64;
/** f64 timestamp, u32 index, i32 key length, u32 value length. */
const RAW_BYTES = 20;

/** The head of what a columns module answers, and where its parts lie (fluvio/smartmodules/columns/answer.ts). */
export interface AnswerHeader {
  readonly wasEmptied: boolean;
  readonly count: number;
  readonly deferred: number;
  readonly baseOffset: number;
  readonly baseTimestamp: number;
  readonly newTexts: number;
  /** The code of the first new text. */
  readonly firstCode: number;
  readonly raw: number;
  readonly rawColumnsAt: number;
  readonly textLengthsAt: number;
  readonly textsAt: number;
  readonly otherIdsAt: number;
  readonly rawBytesAt: number;
}

/** Undefined when the bytes are no answer of this shape, or not all of one. */
export function readHeader(bytes: Buffer, shape: ColumnShape): AnswerHeader | undefined {
  if (bytes.length < HEADER_BYTES || bytes.readUInt32LE(0) !== MAGIC) return undefined;
  const count = bytes.readUInt32LE(8);
  const newTexts = bytes.readUInt32LE(32);
  const raw = bytes.readUInt32LE(36);
  const rowBytes = 8 * (shape.numbers + 2) + 4 * (shape.texts + 3) + shape.choices;
  const rawColumnsAt = HEADER_BYTES + Math.ceil((count * rowBytes) / 8) * 8;
  const textLengthsAt = rawColumnsAt + raw * RAW_BYTES;
  const textsAt = textLengthsAt + 2 * newTexts;
  const otherIdsAt = textsAt + bytes.readUInt32LE(40);
  const rawBytesAt = otherIdsAt + bytes.readUInt32LE(48);
  const end = rawBytesAt + bytes.readUInt32LE(44);
  if (end !== bytes.length || end !== bytes.readUInt32LE(52)) return undefined;
  return {
    wasEmptied: (bytes.readUInt32LE(4) & EMPTIED) !== 0,
    count,
    deferred: bytes.readUInt32LE(12),
    // Without a BigInt: this is done for every stored batch.
    baseOffset: bytes.readInt32LE(20) * 2 ** 32 + bytes.readUInt32LE(16),
    baseTimestamp: bytes.readDoubleLE(24),
    newTexts,
    firstCode: bytes.readUInt32LE(56),
    raw,
    rawColumnsAt,
    textLengthsAt,
    textsAt,
    otherIdsAt,
    rawBytesAt,
  };
}
