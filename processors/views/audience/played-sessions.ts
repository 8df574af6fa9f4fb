/**
 * What the events since the last commit amount to, by player and session: the smallest and largest time, and the UTC days
 * with events. Most events are of the session that the player was in just before, and of a day that it has had before.
 */
import type { Dictionary, EventColumns } from '../../../schemas/index.js';
import { PairNumbers } from '../../rollups/pair-numbers.js';
import { DAY, windowStart } from '../../rollups/rollup.js';
import { enlarged } from '../codes/enlarged.js';

const SMALLEST = 256;

export class PlayedSessions {
  /** Times by session, ms since 1970. */
  firstAt = new Float64Array(SMALLEST);
  lastAt = new Float64Array(SMALLEST);
  /** (day since 1970, session), each once. */
  readonly days = new PairNumbers();
  /** (player, session id) → session. */
  readonly #sessions = new PairNumbers();
  /** By session, the start of the day of its latest event taken. */
  #today = new Float64Array(SMALLEST);
  /** By player, the session of the latest event taken, plus one; 0 for none. */
  #current = new Int32Array(SMALLEST);
  #dictionary: Dictionary | undefined;

  get size(): number {
    return this.#sessions.size;
  }

  take(events: EventColumns<'player-events'>, rows: Int32Array, count: number): void {
    const { time: times, texts, dictionary } = events;
    const { player_id, session_id } = texts;
    this.#dictionary = dictionary;
    if (this.#current.length < dictionary.size) this.#current = enlarged(this.#current, dictionary.size);
    const current = this.#current;
    for (let n = 0; n < count; n++) {
      const row = rows[n]!;
      const player = player_id[row]!;
      const time = times[row]!;
      let session = current[player]! - 1;
      if (session < 0 || this.#sessions.second[session] !== session_id[row]) {
        session = this.#sessionOf(player, session_id[row]!);
        current[player] = session + 1;
      }
      if (time < this.firstAt[session]!) this.firstAt[session] = time;
      if (time > this.lastAt[session]!) this.lastAt[session] = time;
      const today = this.#today[session]!;
      if (!(time >= today && time < today + DAY)) this.#noteDay(session, time);
    }
  }

  playerOf(session: number): number {
    return this.#sessions.first[session]!;
  }

  playerId(session: number): string {
    return this.textOf(this.#sessions.first[session]!);
  }

  sessionId(session: number): string {
    return this.textOf(this.#sessions.second[session]!);
  }

  /** Of a code; until the commit is through. */
  textOf(code: number): string {
    return this.#dictionary!.textOf(code);
  }

  clear(): void {
    this.#dictionary = undefined;
    this.#sessions.clear();
    this.days.clear();
    if (this.#current.length > 8 * SMALLEST) this.#current = new Int32Array(SMALLEST);
    else this.#current.fill(0);
  }

  #sessionOf(player: number, sessionId: number): number {
    const known = this.size;
    const session = this.#sessions.numberOf(player, sessionId);
    if (session < known) return session;
    if (session === this.firstAt.length) this.#grow();
    this.firstAt[session] = Number.POSITIVE_INFINITY;
    this.lastAt[session] = Number.NEGATIVE_INFINITY;
    this.#today[session] = Number.NaN;
    return session;
  }

  #noteDay(session: number, time: number): void {
    const today = windowStart(time, DAY);
    this.#today[session] = today;
    this.days.numberOf(today / DAY, session);
  }

  #grow(): void {
    const room = 2 * this.firstAt.length;
    this.firstAt = enlarged(this.firstAt, room);
    this.lastAt = enlarged(this.lastAt, room);
    this.#today = enlarged(this.#today, room);
  }
}
