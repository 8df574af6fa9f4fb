/**
 * Sessions: a (player_id, session_id) with the smallest and largest time of its events. A session belongs to the UTC
 * day of the first one; a late event before that may make it another day's.
 *
 * Most events are of sessions that live: those are kept in memory, so that a session costs at most one update a commit,
 * by rowid. Rows of sessions that begin together lie together, so few pages change.
 */

import type { Statement } from 'better-sqlite3';
import { DAY, windowStart } from '../../rollups/rollup.js';
import { BulkRows } from '../../store/bulk-rows.js';
import type { Db } from '../../store/open.js';
import { PairGenerations } from '../../store/pair-generations.js';
import { type HistogramShape, histogramDdl, type RankHistogram } from '../histogram/rank-histogram.js';
import type { DayCounts } from './day-counts.js';

/** max − min time, ms, of the sessions of each day. */
export const SESSION_LENGTHS: HistogramShape = {
  name: 'audience_session_lengths',
  scope: [{ name: 'day', type: 'INTEGER' }],
};

/** A table with rowids, which a primary key of two columns leaves it. */
export const SESSION_DDL = [
  `CREATE TABLE audience_sessions (
    player_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    PRIMARY KEY (player_id, session_id)
  ) STRICT`,
  ...histogramDdl(SESSION_LENGTHS),
];

/** Two generations of so many sessions are remembered after a commit: about 50 MB. Before it, those of its events besides. */
const GENERATION = 131_072;

export interface Session {
  readonly player: string;
  readonly session: string;
  /** 0 while it is not in the database; then it has no events yet. */
  rowid: number;
  first: number;
  last: number;
  /** Start of the day of its first event. */
  day: number;
  /** Start of the last UTC day on which the player was noted as active by way of this session. */
  activeOn: number;
}

/** Sessions as they are in the database: those with events since the last commit, and others that were seen lately. */
export class LiveSessions {
  readonly #sessions = new PairGenerations<Session>();
  readonly #select: Statement;

  constructor(
    db: Db,
    readonly generation = GENERATION,
  ) {
    this.#select = db
      .prepare(
        'SELECT rowid, first_at, last_at FROM audience_sessions WHERE player_id = ? AND session_id = ?',
      )
      .raw();
  }

  of(player: string, session: string): Session {
    let found = this.#sessions.get(player, session);
    if (found === undefined) {
      found = this.#load(player, session);
      this.#sessions.add(player, session, found);
    }
    return found;
  }

  /** Forgets those longest unseen. To be called after a commit. */
  age(): void {
    if (this.#sessions.weight >= this.generation) this.#sessions.turn();
  }

  #load(player: string, session: string): Session {
    const stored = this.#select.get(player, session) as [number, number, number] | undefined;
    const [rowid, first, last] = stored ?? [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    return { player, session, rowid, first, last, day: windowStart(first, DAY), activeOn: -1 };
  }
}

export class SessionWriter {
  #nextRowid: number;
  readonly #new: BulkRows;
  readonly #goOn: Statement;
  readonly #beginEarlier: Statement;
  readonly #lengths: RankHistogram;
  readonly #counts: DayCounts;

  constructor(db: Db, lengths: RankHistogram, counts: DayCounts) {
    this.#nextRowid = (db.prepare('SELECT max(rowid) FROM audience_sessions').pluck().get() ?? 0) + 1;
    this.#new = new BulkRows(
      db,
      'INSERT INTO audience_sessions (rowid, player_id, session_id, first_at, last_at)',
      5,
    );
    // One row a statement: an update of one column by rowid costs less than a row with its whole key.
    this.#goOn = db.prepare('UPDATE audience_sessions SET last_at = ? WHERE rowid = ?');
    this.#beginEarlier = db.prepare('UPDATE audience_sessions SET first_at = ?, last_at = ? WHERE rowid = ?');
    this.#lengths = lengths;
    this.#counts = counts;
  }

  /** Extends a session to all of the times from `first` to `last`, within the commit's transaction. */
  extend(session: Session, first: number, last: number): void {
    if (session.rowid === 0) this.#add(session, first, last);
    else if (first < session.first) this.#extendBoth(session, first, Math.max(last, session.last));
    else if (last > session.last) this.#extendEnd(session, last);
  }

  flush(): void {
    this.#new.flush();
  }

  #add(session: Session, first: number, last: number): void {
    session.rowid = this.#nextRowid++;
    this.#new.put(session.rowid).put(session.player).put(session.session).put(first).put(last);
    session.first = first;
    session.last = last;
    session.day = windowStart(first, DAY);
    this.#lengths.add([session.day], last - first, 1);
    this.#counts.add(session.day, 'sessions', 1);
  }

  #extendBoth(session: Session, first: number, last: number): void {
    this.#lengths.add([session.day], session.last - session.first, -1);
    this.#counts.add(session.day, 'sessions', -1);
    this.#beginEarlier.run(first, last, session.rowid);
    session.first = first;
    session.last = last;
    session.day = windowStart(first, DAY);
    this.#lengths.add([session.day], last - first, 1);
    this.#counts.add(session.day, 'sessions', 1);
  }

  #extendEnd(session: Session, last: number): void {
    const scope = [session.day];
    this.#lengths.add(scope, session.last - session.first, -1);
    this.#lengths.add(scope, last - session.first, 1);
    // None more, but the median of the day is another one.
    this.#counts.add(session.day, 'sessions', 0);
    this.#goOn.run(last, session.rowid);
    session.last = last;
  }
}
