import { type FluvioProducer, MAX_RECORD_BYTES, type OutgoingRecord } from '../../fluvio/client/index.js';
import { keyOf } from './key.js';
import { LineCutter, LineTooLong } from './line-cutter.js';

/** What has been given to the producer; what is certain of it, the producer knows after a flush. */
export interface SentLines {
  sent: number;
  /** Lines without the field that was to be their key. */
  keyless: number;
}

/**
 * Sends every line of `input` as a record and returns at its end. `counts` is kept up to date for whoever must report
 * after a failure. Holds one chunk at a time.
 *
 * @throws LineTooLong, after the lines before it have been sent; FluvioError
 */
export async function sendLines(
  input: AsyncIterable<Buffer | string>,
  producer: Pick<FluvioProducer, 'send'>,
  keyField: string | undefined,
  counts: SentLines,
): Promise<void> {
  const cutter = new LineCutter(MAX_RECORD_BYTES);
  for await (const chunk of input) {
    await send(cutter.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk));
  }
  await send(cutter.end());

  async function send(lines: Generator<Buffer, void, undefined>): Promise<void> {
    const batch = recordsOf(lines, cutter, keyField);
    if (batch.records.length > 0) await producer.send(batch.records);
    counts.sent += batch.records.length;
    counts.keyless += batch.keyless;
    if (batch.tooLong !== undefined) throw batch.tooLong;
  }
}

interface LineBatch {
  readonly records: readonly OutgoingRecord[];
  readonly keyless: number;
  /** The line that ends the batch, and is not in it. */
  readonly tooLong?: LineTooLong;
}

function recordsOf(lines: Generator<Buffer>, cutter: LineCutter, keyField: string | undefined): LineBatch {
  const records: OutgoingRecord[] = [];
  let keyless = 0;
  try {
    for (const value of lines) {
      const key = keyField === undefined ? undefined : keyOf(value, keyField);
      if (value.length + Buffer.byteLength(key ?? '') > MAX_RECORD_BYTES) {
        throw new LineTooLong(cutter.count, MAX_RECORD_BYTES);
      }
      if (key === undefined) keyless++;
      records.push({ key: key ?? '', value });
    }
  } catch (error) {
    if (error instanceof LineTooLong) return { records, keyless, tooLong: error };
    throw error;
  }
  return { records, keyless };
}
