/**
 * Sessions: a (player_id, session_id) with the smallest and largest time of its events. A session belongs to the UTC
 * day of the first one; a late event before that may make it another day's.
 *
 * Most events are of sessions that live: those are kept in memory, so that an event costs no SQL and a session at most
 * one update a commit, by rowid. Rows of sessions that begin together lie together, so few pages change.
 */

import { DAY, windowStart } from '../../rollups/rollup.js';
import { Generations } from '../../store/generations.js';
import type { Db } from '../../store/open.js';
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
  /** Of its events so far as known here; those stored may reach further while it has no rowid. */
  first: number;
  last: number;
  /** As stored; meaningless while there is no rowid. */
  storedFirst: number;
  storedLast: number;
  /** 0 while not looked up. */
  rowid: number;
  changed: boolean;
  /** Start of the last UTC day on which the player was noted as active by way of this session. */
  activeOn: number;
}

/** Sessions with events since the last commit, and others that were seen lately. */
export class LiveSessions {
  readonly #sessions = new Generations<string, Session>();
  #changed: Session[] = [];

  constructor(readonly generation = GENERATION) {}

  /** Takes an event of a session. */
  touch(player: string, session: string, time: number): Session {
    // The length goes before the text: ids may hold any character, so no separator would be safe.
    const key = `${player.length}:${player}${session}`;
    let found = this.#sessions.get(key);
    if (found === undefined) {
      found = begun(player, session, time);
      this.#sessions.add(key, found);
    }
    if (time < found.first) found.first = time;
    else if (time > found.last) found.last = time;
    else if (found.rowid !== 0) return found;
    if (!found.changed) {
      found.changed = true;
      this.#changed.push(found);
    }
    return found;
  }

  /** Those that have changed since the last time this was asked. */
  takeChanged(): readonly Session[] {
    const taken = this.#changed;
    this.#changed = [];
    for (const session of taken) session.changed = false;
    return taken;
  }

  /** Forgets those longest unseen. Nothing may be changed that has not been taken. */
  age(): void {
    if (this.#sessions.weight >= this.generation) this.#sessions.turn();
  }
}

function begun(player: string, session: string, time: number): Session {
  return {
    player,
    session,
    first: time,
    last: time,
    storedFirst: time,
    storedLast: time,
    rowid: 0,
    changed: false,
    activeOn: -1,
  };
}

/** Writes a changed session, within the commit's transaction. */
export type SessionWriter = (session: Session) => void;

export function sessionWriter(db: Db, lengths: RankHistogram, counts: DayCounts): SessionWriter {
  const find = db.prepare(
    'SELECT rowid, first_at, last_at FROM audience_sessions WHERE player_id = ? AND session_id = ?',
  );
  const insert = db.prepare('INSERT INTO audience_sessions VALUES (?, ?, ?, ?)');
  const update = db.prepare('UPDATE audience_sessions SET first_at = ?, last_at = ? WHERE rowid = ?');

  const count = (first: number, last: number, times: 1 | -1) => {
    const day = windowStart(first, DAY);
    lengths.add([day], last - first, times);
    counts.add(day, 'sessions', times);
  };

  /** Joins what is stored of a session that was not in memory to what has been seen of it since. */
  const lookUp = (session: Session) => {
    const stored = find.get(session.player, session.session) as
      | { rowid: number; first_at: number; last_at: number }
      | undefined;
    if (stored === undefined) return;
    session.rowid = stored.rowid;
    session.storedFirst = stored.first_at;
    session.storedLast = stored.last_at;
    session.first = Math.min(session.first, stored.first_at);
    session.last = Math.max(session.last, stored.last_at);
  };

  return (session) => {
    if (session.rowid === 0) lookUp(session);
    const { first, last, storedFirst, storedLast, rowid } = session;
    if (rowid === 0) {
      session.rowid = Number(insert.run(session.player, session.session, first, last).lastInsertRowid);
    } else {
      if (first === storedFirst && last === storedLast) return;
      update.run(first, last, rowid);
      count(storedFirst, storedLast, -1);
    }
    count(first, last, 1);
    session.storedFirst = first;
    session.storedLast = last;
  };
}
