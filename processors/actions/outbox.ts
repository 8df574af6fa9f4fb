/**
 * Writes what is to be told into the database, in the transaction of the figures it speaks of: a notice is there if
 * and only if they are. Sending it is another's work (`sender.ts`).
 */
import type { NoticeKind, Notify, Webhook } from '../../settings/settings.js';
import type { Db } from '../store/open.js';
import type { AsOf, Finding, Report } from '../views/view.js';
import type { Change, FindingKey } from './notice.js';
import { newsOf, type Standing, standingOf } from './revision.js';
import { StallWatch } from './stall-watch.js';

/** A finding of any kind, with its beginning. */
export interface Told extends FindingKey {
  readonly until: number | null;
  readonly details: Readonly<Record<string, unknown>>;
}

interface Known extends Standing {
  readonly number: number;
  readonly revision: number;
}

export class Outbox {
  readonly #db: Db;
  readonly #wanting: ReadonlyMap<NoticeKind, readonly Webhook[]>;
  readonly #maxAge: number;
  readonly #stalls: StallWatch;

  /** @param now the clock, ms since 1970 */
  constructor(
    db: Db,
    notify: Notify,
    readonly now: () => number,
  ) {
    this.#db = db;
    this.#maxAge = notify.max_age_minutes * 60_000;
    this.#wanting = byKind(notify.webhooks);
    this.#stalls = new StallWatch(notify, openStalls(db));
  }

  wants(kind: NoticeKind): boolean {
    return this.#wanting.has(kind);
  }

  /** Takes what a view reports; within the transaction of the commit. */
  readonly report: Report = (finding, asOf) => {
    if (!this.wants(finding.kind)) return;
    const told = finding.kind === 'stall' ? this.#stall(finding, asOf) : finding;
    if (told === undefined) return;
    const { since, windowEnd } = told;
    if (since === null) return;
    this.tell({ ...told, since }, standingOf(told), () => this.#isHistory(windowEnd ?? since, asOf));
  };

  /**
   * Records a finding that is new, or of which there is news; within a transaction.
   * @param isHistory whether it is too old to be told, asked only where it is new
   */
  tell(told: Told, standing: Standing, isHistory: () => boolean = () => false): void {
    const known = this.#find(told);
    if (known === undefined) {
      if (!isHistory()) this.#queue(told, this.#insert(told, standing), 1, 'new');
      return;
    }
    const change = newsOf(known, standing);
    if (change === undefined) return;
    // That a rate has fallen is noted, so that the next time it passes the limit is news; nobody is told.
    const isQuiet = told.kind === 'stall' && change === 'closed';
    const revision = isQuiet ? known.revision : known.revision + 1;
    this.#db
      .prepare('UPDATE findings SET until = ?, severity = ?, size = ?, revision = ? WHERE number = ?')
      .run(standing.until, standing.severity, standing.size, revision, known.number);
    if (!isQuiet) this.#queue(told, known.number, revision, change);
  }

  /** A level below its limit costs nothing but this. */
  #stall(finding: Finding, asOf: AsOf): Finding | undefined {
    if (!this.#stalls.isOpen(finding.subject) && this.#isHistory(asOf.watermark, asOf)) return undefined;
    return this.#stalls.judge(finding, asOf.watermark);
  }

  /**
   * Whether a moment is longer ago than is told, counted from where the topic stands now: from W, and while old records
   * are caught up, from as much later as their own time lies before the clock. What is of a window is as old as the
   * window's end: until then any event may make it.
   */
  #isHistory(moment: number, { watermark, recordTime }: AsOf): boolean {
    const behind = recordTime < 0 ? 0 : Math.max(0, this.now() - recordTime);
    return Math.max(0, watermark - moment) + behind > this.#maxAge;
  }

  #find({ kind, rule, subject, since }: FindingKey): Known | undefined {
    return this.#db
      .prepare(
        `SELECT number, revision, until, severity, size FROM findings
         WHERE kind = ? AND rule = ? AND subject = ? AND since = ?`,
      )
      .get(kind, rule, subject, since);
  }

  #insert(told: Told, { until, severity, size }: Standing): number {
    return this.#db
      .prepare(
        `INSERT INTO findings (kind, rule, subject, since, until, revision, severity, size, created_at)
         VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?) RETURNING number`,
      )
      .pluck()
      .get(told.kind, told.rule, told.subject, told.since, until, severity, size, this.now()) as number;
  }

  #queue(told: Told, finding: number, revision: number, change: Change): void {
    const insert = this.#db.prepare(
      `INSERT INTO notices (finding, revision, change, until, details, webhook, state, created_at)
       VALUES (?, ?, ?, ?, ?, ?, 'waiting', ?)`,
    );
    const details = JSON.stringify(told.details);
    for (const { name } of this.#wanting.get(told.kind) ?? []) {
      insert.run(finding, revision, change, told.until, details, name, this.now());
    }
  }
}

function byKind(webhooks: readonly Webhook[]): Map<NoticeKind, Webhook[]> {
  const wanting = new Map<NoticeKind, Webhook[]>();
  for (const webhook of webhooks) {
    for (const kind of new Set(webhook.kinds)) wanting.set(kind, [...(wanting.get(kind) ?? []), webhook]);
  }
  return wanting;
}

function openStalls(db: Db): [string, number][] {
  return db
    .prepare("SELECT subject, since FROM findings WHERE kind = 'stall' AND until IS NULL")
    .raw()
    .all() as [string, number][];
}
