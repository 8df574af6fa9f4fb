import type { FluvioConnection, RecordBatch } from '../../fluvio/client/types.js';
import type { Range } from './ranges.js';

/** Records `from` to `to` (exclusive, counted within the batch) are of the range. */
export type Emit = (batch: RecordBatch, from: number, to: number) => Promise<void>;

/** Hands over the records of a range, in order; returns at its end, or quietly when `signal` aborts. */
export async function readRange(
  connection: Pick<FluvioConnection, 'read'>,
  topic: string,
  range: Range,
  signal: AbortSignal,
  emit: Emit,
): Promise<void> {
  const enough = new AbortController();
  let next = range.from === 'end' ? 0 : range.from;
  let until = typeof range.until === 'number' ? range.until : Number.POSITIVE_INFINITY;
  if (next >= until) return;
  // A stream waits for more records: when the end is found out after it has been passed, nobody else stops it.
  const known = Promise.resolve(range.until).then((end) => {
    until = end;
    if (next >= until) enough.abort();
  });
  known.catch(() => enough.abort());
  const reading = AbortSignal.any([signal, enough.signal]);
  for await (const batch of connection.read(topic, range.partition, { from: range.from, signal: reading })) {
    const from = Math.max(0, range.first - batch.baseOffset);
    const to = Math.min(batch.count, until - batch.baseOffset);
    if (from < to) await emit(batch, from, to);
    next = batch.baseOffset + batch.count;
    if (next >= until) break;
  }
  if (!signal.aborted) await known;
}
