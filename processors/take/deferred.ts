/** Records that a columns module would not judge, judged the slow, exact way from their bytes. */
import type { ColumnBatch } from '../../fluvio/client/columns/column-batch.js';
import type { Rejected } from '../verdict/checked.js';
import type { Rules } from '../verdict/rules.js';
import { batchChecker } from '../verdict/validate-batch.js';
import type { TopicRows } from './topic-rows.js';

/**
 * Judges the deferred records of a batch from record `first` on, and puts the valid ones into their rows.
 * @param onRejected told of the others: record `i` of the batch, which is record `r` of its raw ones
 */
export function judgeDeferred(
  batch: ColumnBatch,
  first: number,
  rows: TopicRows,
  rules: Rules,
  onRejected: (i: number, r: number, fault: Rejected) => void,
): void {
  const { deferred, raw, rawIndex, count } = batch;
  if (deferred.length === 0) return;
  const check = batchChecker(rows.topic, raw!, rules);
  let r = 0;
  for (const i of deferred) {
    if (i < first) continue;
    if (i >= count) break;
    while (rawIndex[r]! < i) r++;
    const checked = check(r);
    if (checked.ok) rows.set(i, checked.event, checked.time);
    else {
      rows.reject(i);
      onRejected(i, r, checked);
    }
  }
}
