/** Events in memory as the client would deliver them: batches of about as many as the broker stores together. */
import type { RecordBatch } from '../../fluvio/client/index.js';
import { TOPICS } from '../../schemas/index.js';
import { batchOf } from '../batches.js';
import type { FileEvent } from './event-file.js';

const BATCH = 100;

/** Topic by topic, each as one partition, without timestamps. */
export function batchesOf(events: readonly FileEvent[]): RecordBatch[] {
  const batches: RecordBatch[] = [];
  for (const topic of TOPICS) {
    const values = events.filter((event) => event.topic === topic).map(({ value }) => value);
    for (let base = 0; base < values.length; base += BATCH) {
      batches.push(batchOf(topic, 0, base, values.slice(base, base + BATCH), Number.NaN));
    }
  }
  return batches;
}
