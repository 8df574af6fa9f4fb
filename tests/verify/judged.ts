import { DEFAULT_SETTINGS } from '../../settings/settings.js';
import { type EventOf, isTopic, TOPICS, type Topic } from '../../verify/events.js';
import { valueAt } from '../../verify/groups.js';
import type { LogRecord } from '../../verify/index.js';
import { partitionKey, RecomputedPartition } from '../../verify/partitions.js';
import type { Verdict } from '../../verify/verdict.js';

export interface Judged {
  record: LogRecord;
  topic: Topic;
  verdict: Verdict['kind'];
}

/** The accepted events of each topic. */
export type Accepted = { [T in Topic]: EventOf[T][] };

/** The verdict on every record of the five topics, partition by partition, and what was accepted. */
export function judge(records: Iterable<LogRecord>): { judged: Judged[]; accepted: Accepted } {
  const accepted = Object.fromEntries(TOPICS.map((topic) => [topic, []])) as unknown as Accepted;
  const add = <T extends Topic>(topic: T, event: EventOf[T]) => void accepted[topic].push(event);
  const partitions = new Map<string, LogRecord[]>();
  for (const record of [...records].sort((a, b) => a.offset - b.offset)) {
    valueAt(partitions, partitionKey(record), (): LogRecord[] => []).push(record);
  }
  const judged = [...partitions.values()].flatMap((of) => {
    const { topic, partition } = of[0]!;
    if (!isTopic(topic)) return [];
    const judging = new RecomputedPartition(topic, partition, { add }, DEFAULT_SETTINGS);
    return of.map((record) => ({ record, topic, verdict: judging.take(record) }));
  });
  return { judged, accepted };
}
