import type { ColumnShape } from './column-batch.js';

const MAGIC = 0x01434647;
const EMPTIED = 1;
const NARROW = 2;
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
  /** Where columns of 8 and 4 bytes may be narrower than that, and each has a beginning of its own. */
  readonly narrow: { readonly columnsAt: number; readonly columns: readonly NarrowColumn[] } | undefined;
}

/** A column whose rows are `(least + n) / 10 ** places`, with n of 0 (always 0), 2 or 4 bytes; or 8 or 4, as it is. */
export interface NarrowColumn {
  readonly width: number;
  readonly places: number;
  readonly least: number;
}

/** Undefined when the bytes are no answer of this shape, or not all of one. */
export function readHeader(bytes: Buffer, shape: ColumnShape): AnswerHeader | undefined {
  if (bytes.length < HEADER_BYTES || bytes.readUInt32LE(0) !== MAGIC) return undefined;
  const count = bytes.readUInt32LE(8);
  const newTexts = bytes.readUInt32LE(32);
  const raw = bytes.readUInt32LE(36);
  const rowBytes = 8 * (shape.numbers + 2) + 4 * (shape.texts + 3) + shape.choices;
  const flags = bytes.readUInt32LE(4);
  const narrow = (flags & NARROW) !== 0 ? readNarrow(bytes, shape, count) : undefined;
  if ((flags & NARROW) !== 0 && narrow === undefined) return undefined;
  const rawColumnsAt = narrow?.end ?? HEADER_BYTES + padded(count * rowBytes);
  const textLengthsAt = rawColumnsAt + raw * RAW_BYTES;
  const textsAt = textLengthsAt + 2 * newTexts;
  const otherIdsAt = textsAt + bytes.readUInt32LE(40);
  const rawBytesAt = otherIdsAt + bytes.readUInt32LE(48);
  const end = rawBytesAt + bytes.readUInt32LE(44);
  if (end !== bytes.length || end !== bytes.readUInt32LE(52)) return undefined;
  return {
    wasEmptied: (flags & EMPTIED) !== 0,
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
    narrow,
  };
}

/** Undefined where the widths are none. */
function readNarrow(bytes: Buffer, shape: ColumnShape, count: number) {
  const eights = shape.numbers + 2;
  const wide = eights + shape.texts + 3;
  const widthsAt = HEADER_BYTES + 8 * wide;
  const columnsAt = widthsAt + padded(wide);
  // So that no more memory is asked for than a real one would need.
  if (bytes.length < columnsAt || count > bytes.length) return undefined;
  const columns: NarrowColumn[] = [];
  let end = columnsAt;
  for (let i = 0; i < wide; i++) {
    const how = bytes[widthsAt + i]!;
    const [width, places] = [how & 15, how >> 4];
    if (width !== 0 && width !== 2 && width !== 4 && !(width === 8 && i < eights)) return undefined;
    columns.push({ width, places, least: bytes.readDoubleLE(HEADER_BYTES + 8 * i) });
    end += padded(width * count);
  }
  return { columnsAt, columns, end: padded(end + shape.choices * count) };
}

function padded(length: number): number {
  return Math.ceil(length / 8) * 8;
}
