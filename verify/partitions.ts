import type { Settings } from '../settings/settings.js';
import type { Topic } from './events.js';
import { key } from './groups.js';
import type { Recomputation } from './recompute.js';
import type { LogRecord } from './record.js';
import { compareNumbers, compareUtf8 } from './text.js';
import { PartitionJudge, type Verdict } from './verdict.js';

/** A row of `stats topics`, less what is no function of the records. */
export interface PartitionRow {
  readonly topic: string;
  readonly partition: number;
  next_offset: number;
  received: number;
  accepted: number;
  duplicate: number;
  rejected: number;
}

/** One partition from the record on: judges, counts, and hands what was accepted on. Each record comes once. */
export class RecomputedPartition {
  readonly row: PartitionRow;
  readonly #judge: PartitionJudge<Topic>;

  /** @param recordTimeAtMost see PartitionJudge */
  constructor(
    readonly topic: Topic,
    partition: number,
    readonly figures: Pick<Recomputation, 'add'>,
    settings: Settings,
    recordTimeAtMost?: number,
  ) {
    this.#judge = new PartitionJudge(topic, settings, recordTimeAtMost);
    this.row = { topic, partition, next_offset: 0, received: 0, accepted: 0, duplicate: 0, rejected: 0 };
  }

  /** Repeats that only record times could have judged; taken for duplicates. */
  get undecided(): number {
    return this.#judge.undecided;
  }

  take(record: LogRecord): Verdict['kind'] {
    const verdict = this.#judge.judge(record);
    this.#count(record, verdict.kind);
    if (verdict.kind === 'accepted') this.figures.add(this.topic, verdict.event);
    return verdict.kind;
  }

  /** Counts a record as rejected without judging it. */
  reject(record: LogRecord): void {
    this.#count(record, 'rejected');
  }

  #count({ offset }: LogRecord, verdict: Verdict['kind']): void {
    this.row[verdict]++;
    this.row.received++;
    this.row.next_offset = Math.max(this.row.next_offset, offset + 1);
  }
}

export function partitionKey({ topic, partition }: { topic: string; partition: number }): string {
  return key(topic, partition);
}

export function inOrder(rows: readonly PartitionRow[]): PartitionRow[] {
  return [...rows].sort((a, b) => compareUtf8(a.topic, b.topic) || compareNumbers(a.partition, b.partition));
}
