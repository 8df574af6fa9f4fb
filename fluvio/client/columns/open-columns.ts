import { isAscii } from 'node:buffer';
import { FluvioError } from '../errors.js';
import { type AnswerHeader, readHeader } from './answer-header.js';
import type { ColumnBatch, ColumnShape } from './column-batch.js';
import { columnCursor } from './column-cursor.js';
import { openRaw } from './open-raw.js';
import type { StreamStrings } from './stream-strings.js';

/**
 * Reads what a columns module made of one stored batch; the layout is described in
 * fluvio/smartmodules/columns/answer.ts. `strings` are those of the stream, and get the texts that are new. The columns
 * are copied once where they are not aligned, and widened where they are narrow. Throws SMARTMODULE_FAILED when the bytes are no columns of this shape, or
 * when an earlier batch of the same stream was not opened, so that codes cannot be told.
 */
export function openColumns(
  topic: string,
  partition: number,
  bytes: Buffer,
  shape: ColumnShape,
  strings: StreamStrings,
): ColumnBatch {
  const header = readHeader(bytes, shape);
  if (header === undefined) throw notColumns(topic, partition);
  if (header.wasEmptied) strings.empty();
  if (header.firstCode !== strings.size) throw notColumns(topic, partition);

  const { count } = header;
  const columns = columnCursor(aligned(bytes, header.textLengthsAt), header);
  const time = columns.doubles();
  const numbers = repeat(shape.numbers, () => columns.doubles());
  const idNumber = columns.doubles();
  const texts = repeat(shape.texts, () => columns.integers());
  const idText = columns.integers();
  const hashes = columns.unsigned();
  const timestamps = timesAfter(header.baseTimestamp, columns.integers());
  const choices = repeat(shape.choices, () => columns.bytes());

  // The timestamps of these are exact only there.
  const raw = openRaw(topic, partition, bytes, header, timestamps);
  if (raw === undefined || !addTexts(strings, bytes, header)) throw notColumns(topic, partition);
  const otherIds = bytes.subarray(header.otherIdsAt, header.rawBytesAt);
  return {
    topic,
    partition,
    baseOffset: header.baseOffset,
    count,
    timestamps,
    hashes,
    time,
    numbers,
    texts,
    choices,
    idText,
    idNumber,
    otherId: (i) => {
      const at = -2 - idText[i]!;
      return otherIds.toString('latin1', at + 1, at + 1 + otherIds[at]!);
    },
    strings,
    ...raw,
  };
}

/** The first `length` bytes, beginning where a double may. */
function aligned(bytes: Buffer, length: number): Uint8Array {
  return bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes.subarray(0, length));
}

/** All `NaN` where there is no base. */
function timesAfter(base: number, differences: Int32Array): Float64Array {
  const times = new Float64Array(differences.length);
  for (let i = 0; i < times.length; i++) times[i] = base + differences[i]!;
  return times;
}

/** False when they are longer than they say. Each text by itself: slices of one string would keep all of it for as long as one of them is kept. */
function addTexts(strings: StreamStrings, bytes: Buffer, header: AnswerHeader): boolean {
  const { newTexts, textLengthsAt, textsAt, otherIdsAt } = header;
  const encoding = isAscii(bytes.subarray(textsAt, otherIdsAt)) ? 'latin1' : 'utf8';
  let at = textsAt;
  for (let i = 0; i < newTexts; i++) {
    const end = at + bytes.readUInt16LE(textLengthsAt + 2 * i);
    strings.add(bytes.toString(encoding, at, end));
    at = end;
  }
  return at === otherIdsAt;
}

function repeat<A>(times: number, make: () => A): A[] {
  const made: A[] = [];
  for (let i = 0; i < times; i++) made.push(make());
  return made;
}

function notColumns(topic: string, partition: number): FluvioError {
  return new FluvioError(
    'SMARTMODULE_FAILED',
    `The columns SmartModule answered for ${topic}/${partition} with bytes of another layout. Run "npm run build".`,
  );
}
