import {
  type FluvioConnection,
  isSelected,
  type RecordBatch,
  type RecordFilter,
} from '../../fluvio/client/index.js';
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
  filter?: RecordFilter,
): Promise<void> {
  const options = { from: range.from, signal, ...(filter === undefined ? {} : { filter }) };
  if (range.from !== 'end' && range.from >= range.until) return;
  for await (const batch of connection.read(topic, range.partition, options)) {
    const from = Math.max(0, range.first - batch.baseOffset);
    const to = Math.min(batch.count, range.until - batch.baseOffset);
    await emitSelected(batch, from, to, emit);
    if (batch.baseOffset + batch.count >= range.until) return;
  }
}

/** Hands over each run of selected records: without a filter that is one. */
async function emitSelected(batch: RecordBatch, from: number, to: number, emit: Emit): Promise<void> {
  for (let at = from; at < to; ) {
    const start = at;
    while (at < to && isSelected(batch, at)) at++;
    if (start < at) await emit(batch, start, at);
    while (at < to && !isSelected(batch, at)) at++;
  }
}
