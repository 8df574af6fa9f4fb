import { groupBy, key, largest } from './groups.js';
import { compareNumbers, compareUtf8 } from './text.js';
import type { Judged, Verdict } from './verdict.js';

/** Rows without `lag`, which is not a function of the records. */
export function topics(judged: Judged[]): unknown[] {
  const partitions = [...groupBy(judged, ({ record }) => key(record.topic, record.partition)).values()];
  const rows = partitions.map((of) => {
    const count = (verdict: Verdict) => of.filter((one) => one.verdict === verdict).length;
    return {
      topic: of[0]!.topic,
      partition: of[0]!.record.partition,
      next_offset: largest(of.map(({ record }) => record.offset)) + 1,
      received: of.length,
      accepted: count('accepted'),
      duplicate: count('duplicate'),
      rejected: count('rejected'),
    };
  });
  return rows.sort((a, b) => compareUtf8(a.topic, b.topic) || compareNumbers(a.partition, b.partition));
}
