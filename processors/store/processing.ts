/** How the processors fare themselves, for whoever watches over them. */
import { countLetters, type ReasonCount } from './letter-selection.js';
import type { Db } from './open.js';
import { isoOrNull } from './stats/iso.js';

/** How the processors fare, since the database was made. */
export interface ProcessingState {
  readonly commits: number;
  /** Records taken in by them, and dead letters judged again. */
  readonly records: number;
  /** By the clock of who processes; null before the first. */
  readonly last_commit_at: string | null;
  readonly last_commit_records: number;
  /** How long the commit before the last one took; null while none is known. */
  readonly last_commit_ms: number | null;
  /** How long all of them took together, but for the last of each run of the processors. */
  readonly commits_ms: number;
  /** By topic and reason, the most first. */
  readonly dead_letters: readonly ReasonCount[];
}

/** Costs the same however much was processed. */
export function processingState(db: Db): ProcessingState {
  const row = db.prepare('SELECT * FROM processing').get() as Row | undefined;
  return {
    commits: row?.commits ?? 0,
    records: row?.records ?? 0,
    last_commit_at: isoOrNull(row?.committed_at ?? null),
    last_commit_records: row?.last_records ?? 0,
    last_commit_ms: row?.last_ms ?? null,
    commits_ms: row?.total_ms ?? 0,
    dead_letters: countLetters(db, {}),
  };
}

interface Row {
  commits: number;
  records: number;
  committed_at: number;
  last_records: number;
  last_ms: number | null;
  total_ms: number;
}
