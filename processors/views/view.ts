/**
 * A view: tables that follow the accepted events of one topic, commit by commit. What a query needs within
 * milliseconds is kept up to date here rather than worked out when asked, and always as a function of the *set* of
 * events: order, batching, lateness and restarts must not show (docs/data-dictionary.md).
 *
 * Most views are roll-ups by description (`rollup-view.ts`). Those whose figures depend on more than a merge
 * (stalled visits, alerts, fraud, audience) have a folder of their own.
 */
import type { EventColumns, Topic } from '../../schemas/index.js';
import type { Settings } from '../../settings/settings.js';
import type { Drop, Dropped, WindowRows } from '../store/ended-windows.js';
import type { Db } from '../store/open.js';

/** What a view is before there is a database. */
export interface ViewKind<T extends Topic = Topic> {
  readonly topic: T;
  /** For people: that of its roll-up or its folder. It never depends on settings. */
  name(settings: Settings): string;
  /** What it finds that a person may want to be told; absent where it finds nothing. */
  readonly finds?: Finding['kind'];
  /** `CREATE` statements for an empty database. */
  ddl(settings: Settings): readonly string[];
  /** Rows that belong to windows, and go when these have ended (`--retain`). */
  windows?(settings: Settings): readonly WindowRows[];
  /** Prepares its statements; the tables are there. */
  open(db: Db, settings: Settings): View<T>;
  /**
   * Works its derived tables out anew from its other ones, because thresholds have changed; within a transaction.
   * Absent where nothing depends on a threshold.
   */
  rederive?(db: Db, settings: Settings): void;
}

export interface View<T extends Topic = Topic> {
  /**
   * Takes accepted events, each once: those in the rows `rows[0]` to `rows[count - 1]`. Touches memory only, or reads.
   * The columns are used again when it returns; codes of the dictionary hold until the next commit is through.
   */
  take(events: EventColumns<T>, rows: Int32Array, count: number): void;
  /** Memory asks for a commit before the next batch. */
  readonly full: boolean;
  /** Brings its tables up to date with what was added since the last commit, within the commit's transaction. */
  write(commit: Commit): void;
  /**
   * The transaction is through. When it was not, the process starts anew from the database, so nothing in memory has
   * to be undone.
   */
  committed(): void;
  /** Drops what goes by other rules than windows do. */
  readonly drop?: Drop;
}

/** What a view learns of the commit in which it writes. */
export interface Commit {
  /** W of its topic, the events of this commit included; ms since 1970. */
  readonly watermark: number;
  /**
   * Windows that end at or before this are past (`--retain`), never less than before; −Infinity when everything is kept.
   * Nothing is written to them; the store drops what they still have.
   */
  readonly horizon: number;
  /** Counts rows that would have been written to windows that are past. */
  readonly dropped: Dropped;
  /** Tells whoever wants to know (webhooks) that a finding is new or has changed. */
  report(finding: Finding): void;
}

/** Told of findings within the transaction of the commit that makes them. */
export type Report = (finding: Finding, asOf: AsOf) => void;

/** How far a topic has been folded when a finding is made. */
export interface AsOf {
  /** W, ms since 1970. */
  readonly watermark: number;
  /** The largest Fluvio timestamp of its records, ms since 1970; −1 where none is known. */
  readonly recordTime: number;
}

/** Something a person may want to be told at once. Reported again whenever a row it stands for has changed. */
export interface Finding {
  readonly kind: 'fraud' | 'alert' | 'stall';
  /** The rule, the metric; for `stall` the word itself. */
  readonly rule: string;
  /** Player, address, server, level. */
  readonly subject: string;
  /** `window_start` or `opened_at`, ms since 1970; null where the finding has no start of its own (`stall`). */
  readonly since: number | null;
  /** End of the window that it is of, ms since 1970; null for what is of none (`alert`, `stall`). */
  readonly windowEnd: number | null;
  /** `closed_at` of an alert; null while open, and for what has no end. */
  readonly until: number | null;
  /** The evidence of a fraud; otherwise the rest of its row as `stats --json` names it. */
  readonly details: Readonly<Record<string, unknown>>;
}
