/** `-O ndjson`: one JSON object a record, one a line, every byte of it recoverable. */
import { isAscii, isUtf8 } from 'node:buffer';
import type { RecordBatch } from '../../fluvio/client/types.js';

/**
 * What JSON allows in a string but a reader may break a line at, or a terminal obey: NEL, LS, PS and the C1 controls.
 * (The C0 controls are escaped by JSON itself.)
 */
const BREAKING = /[\u007f-\u009f\u2028\u2029]/g;

/** Records `from` to `to` (exclusive, counted within the batch) as lines. */
export function ndjsonLines(batch: RecordBatch, from = 0, to = batch.count): string {
  const head = `{"topic":${JSON.stringify(batch.topic)},"partition":${batch.partition},"offset":`;
  let lines = '';
  for (let i = from; i < to; i++) {
    const timestamp = batch.timestamps[i]!;
    lines += `${head}${batch.baseOffset + i},"timestamp":${Number.isNaN(timestamp) ? 'null' : timestamp}`;
    lines += `,${keyField(batch, i)},${bytesField('value', batch.bytes.subarray(batch.valueStart[i]!, batch.valueEnd[i]!))}}\n`;
  }
  return lines;
}

function keyField(batch: RecordBatch, i: number): string {
  const start = batch.keyStart[i]!;
  return start < 0 ? '"key":null' : bytesField('key', batch.bytes.subarray(start, batch.keyEnd[i]!));
}

/** `"value":"text"`, or `"value":null,"value_base64":"…"` when the bytes are no UTF-8. A byte order mark is text. */
function bytesField(name: string, bytes: Buffer): string {
  if (isAscii(bytes)) return `"${name}":${JSON.stringify(bytes.toString('latin1'))}`;
  if (!isUtf8(bytes)) return `"${name}":null,"${name}_base64":"${bytes.toString('base64')}"`;
  return `"${name}":${JSON.stringify(bytes.toString()).replace(BREAKING, escapeCharacter)}`;
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
