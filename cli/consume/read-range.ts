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
  if (range.from !== 'end' && range.from >= range.until) return;
  for await (const batch of connection.read(topic, range.partition, { from: range.from, signal })) {
    const from = Math.max(0, range.first - batch.baseOffset);
    const to = Math.min(batch.count, range.until - batch.baseOffset);
    if (from < to) await emit(batch, from, to);
    if (batch.baseOffset + batch.count >= range.until) return;
  }
}
