import { type FluvioProducer, MAX_RECORD_BYTES, type OutgoingRecord } from '../../fluvio/client/index.js';
import { keyOf } from './key.js';
import { type Line, LineCutter } from './line-cutter.js';

/** What became of the lines so far; how many records are certain, the producer knows after a flush. */
export interface LineCounts {
  lines: number;
  /** Given to the producer. */
  sent: number;
  /** Sent without the field that was to be their key. */
  keyless: number;
  /** Left out: larger than the Node client can send. */
  tooLarge: number;
  /** The first of those, counted from 1. */
  firstTooLarge?: number;
}

export function noLines(): LineCounts {
  return { lines: 0, sent: 0, keyless: 0, tooLarge: 0 };
}

/**
 * Sends every line of `input` as a record and returns at its end. `counts` is kept up to date for whoever must report
 * after a failure. Holds one chunk at a time.
 *
 * @throws FluvioError, or what `input` throws
 */
export async function sendLines(
  input: AsyncIterable<Buffer | string>,
  producer: Pick<FluvioProducer, 'send'>,
  keyField: string | undefined,
  counts: LineCounts,
): Promise<void> {
  const cutter = new LineCutter(MAX_RECORD_BYTES);
  for await (const chunk of input) {
    await send(cutter.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk));
  }
  await send(cutter.end());

  async function send(lines: Iterable<Line>): Promise<void> {
    const records = recordsOf(lines, keyField, counts);
    if (records.length === 0) return;
    await producer.send(records);
    counts.sent += records.length;
  }
}

function recordsOf(
  lines: Iterable<Line>,
  keyField: string | undefined,
  counts: LineCounts,
): OutgoingRecord[] {
  const records: OutgoingRecord[] = [];
  for (const value of lines) {
    counts.lines++;
    const key = keyField === undefined || value === null ? undefined : keyOf(value, keyField);
    if (value === null || value.length + Buffer.byteLength(key ?? '') > MAX_RECORD_BYTES) {
      counts.tooLarge++;
      counts.firstTooLarge ??= counts.lines;
      continue;
    }
    if (key === undefined) counts.keyless++;
    records.push({ key: key ?? '', value });
  }
  return records;
}
