/** What `verify/` says of every record of a round, and the figures that come of it. */
import type { Topic } from '../../schemas/index.js';
import type { Settings } from '../../settings/settings.js';
import { inOrder, RecomputedPartition } from '../../verify/partitions.js';
import { Recomputation } from '../../verify/recompute.js';
import type { SentRecord } from '../support/random-events.js';

export const VERDICTS = ['accepted', 'duplicate', 'rejected'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** One partition: its records by offset, each with its verdict. */
export interface JudgedLog {
  readonly topic: Topic;
  readonly partition: number;
  readonly records: readonly SentRecord[];
  readonly verdicts: readonly Verdict[];
}

export interface JudgedLogs {
  readonly logs: readonly JudgedLog[];
  readonly figures: Recomputation;
  /** As `stats topics` has them. */
  readonly topics: readonly object[];
}

export function judge(records: readonly SentRecord[], settings: Settings): JudgedLogs {
  const figures = new Recomputation(settings);
  const logs = new Map<string, { records: SentRecord[]; verdicts: Verdict[]; judge: RecomputedPartition }>();
  for (const record of records) {
    const { topic, partition, value, timestamp } = record;
    const name = `${topic}/${partition}`;
    const log = logs.get(name) ?? {
      records: [],
      verdicts: [],
      judge: new RecomputedPartition(topic, partition, figures, settings),
    };
    logs.set(name, log);
    const offset = log.records.push(record) - 1;
    log.verdicts.push(log.judge.take({ topic, partition, offset, timestamp: timestamp ?? null, value }));
  }
  return {
    logs: [...logs.values()].map(({ records, verdicts, judge }) => ({
      topic: judge.topic,
      partition: judge.row.partition,
      records,
      verdicts,
    })),
    figures,
    topics: inOrder([...logs.values()].map(({ judge }) => judge.row)),
  };
}
