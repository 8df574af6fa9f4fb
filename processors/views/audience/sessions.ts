/**
 * Sessions: a (player_id, session_id) with the smallest and largest time of its events. A session belongs to the UTC
 * day of the first one; a late event before that may make it another day's.
 *
 * Most events are of sessions that live: those are kept in memory, so that a session costs at most one update a commit,
 * by rowid. Others are mostly new: a row that is not there yet is inserted without a look for it. Rows of sessions that
 * begin together lie together, so few pages change.
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
  /** 0 while it is not known whether it is in the database; then it has no events yet. */
  rowid: number;
  first: number;
  last: number;
  /** Start of the day of its first event. */
  day: number;
  /** Start of the last UTC day on which the player was noted as active by way of this session. */
  activeOn: number;
}

/** Sessions as they are in the database, those that were seen lately, and others that are not known yet. */
export class LiveSessions {
  readonly #sessions = new PairGenerations<Session>();

  constructor(readonly generation = GENERATION) {}

  of(player: string, session: string): Session {
    let found = this.#sessions.get(player, session);
    if (found === undefined) {
      found = {
        player,
        session,
        rowid: 0,
        first: Number.NaN,
        last: Number.NaN,
        day: Number.NaN,
        activeOn: -1,
      };
      this.#sessions.add(player, session, found);
    }
    return found;
  }

  /** Forgets those longest unseen. To be called after a commit. */
  age(): void {
    if (this.#sessions.weight >= this.generation) this.#sessions.turn();
  }
}

export class SessionWriter {
  #nextRowid: number;
  /** Rows as if new; those that are there already stay as they are. */
  readonly #new: BulkRows;
  /** Sessions of these rows. */
  readonly #added: Session[] = [];
  readonly #inserted = new Set<unknown>();
  readonly #select: Statement;
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
      'ON CONFLICT (player_id, session_id) DO NOTHING RETURNING rowid',
      (rowid) => this.#inserted.add(rowid),
    );
    this.#select = db
      .prepare(
        'SELECT rowid, first_at, last_at FROM audience_sessions WHERE player_id = ? AND session_id = ?',
      )
      .raw();
    // One row a statement: an update of one column by rowid costs less than a row with its whole key.
    this.#goOn = db.prepare('UPDATE audience_sessions SET last_at = ? WHERE rowid = ?');
    this.#beginEarlier = db.prepare('UPDATE audience_sessions SET first_at = ?, last_at = ? WHERE rowid = ?');
    this.#lengths = lengths;
    this.#counts = counts;
  }

  /** Extends a session to all of the times from `first` to `last`, within the commit's transaction; each once. */
  extend(session: Session, first: number, last: number): void {
    if (session.rowid === 0) this.#add(session, first, last);
    else if (first < session.first) this.#extendBoth(session, first, Math.max(last, session.last));
    else if (last > session.last) this.#extendEnd(session, last);
  }

  flush(): void {
    this.#new.flush();
    for (const session of this.#added) {
      if (this.#inserted.has(session.rowid)) this.#count(session, 1);
      else this.#mendKnown(session);
    }
    this.#added.length = 0;
    this.#inserted.clear();
  }

  #add(session: Session, first: number, last: number): void {
    session.rowid = this.#nextRowid++;
    session.first = first;
    session.last = last;
    session.day = windowStart(first, DAY);
    this.#new.put(session.rowid).put(session.player).put(session.session).put(first).put(last);
    this.#added.push(session);
  }

  /** One that was there already, and was not in memory. */
  #mendKnown(session: Session): void {
    const { first, last } = session;
    const stored = this.#select.get(session.player, session.session) as [number, number, number];
    [session.rowid, session.first, session.last] = stored;
    session.day = windowStart(session.first, DAY);
    this.extend(session, first, last);
  }

  #extendBoth(session: Session, first: number, last: number): void {
    this.#count(session, -1);
    this.#beginEarlier.run(first, last, session.rowid);
    session.first = first;
    session.last = last;
    session.day = windowStart(first, DAY);
    this.#count(session, 1);
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

  #count({ first, last, day }: Session, times: 1 | -1): void {
    this.#lengths.add([day], last - first, times);
    this.#counts.add(day, 'sessions', times);
  }
}
