import type { PlayerEvent, Purchase } from './events.js';
import { key, nearestRank, valueAt } from './groups.js';
import { Revenue } from './items.js';
import type { Names } from './names.js';
import { compareNumbers } from './text.js';
import { DAY, isoDay, SECOND } from './time.js';

/** Days are counted from 1970 here, so that "n days later" is an addition. */
const dayOf = (time: number) => Math.floor(time / DAY);

/** Who came, who came back and who paid, by day. */
export class Audience {
  readonly #activeByDay = new Map<number, Set<number>>();
  readonly #firstDays = new Map<number, number>();
  readonly #sessions = new Map<number, { first: number; last: number }>();
  readonly #salesByDay = new Map<number, { payers: Set<number>; revenue: Revenue }>();

  /** @param sessions numbers for a player_id and session_id together */
  constructor(
    readonly players: Names,
    readonly sessions: Names,
  ) {}

  addEvent({ time, player_id, session_id }: PlayerEvent): void {
    const day = dayOf(time);
    const player = this.players.numberOf(player_id);
    valueAt(this.#activeByDay, day, () => new Set<number>()).add(player);
    this.#firstDays.set(player, Math.min(day, this.#firstDays.get(player) ?? day));
    const number = this.sessions.numberOf(key(player_id, session_id));
    const session = valueAt(this.#sessions, number, () => ({ first: time, last: time }));
    session.first = Math.min(session.first, time);
    session.last = Math.max(session.last, time);
  }

  addPurchase(purchase: Purchase): void {
    const sales = valueAt(this.#salesByDay, dayOf(purchase.time), () => ({
      payers: new Set<number>(),
      revenue: new Revenue(),
    }));
    sales.payers.add(this.players.numberOf(purchase.player_id));
    sales.revenue.add(purchase);
  }

  /** @param W of player-events; −Infinity when there are none */
  rows(W: number): object[] {
    const newByDay = new Map<number, number[]>();
    for (const [player, day] of this.#firstDays) valueAt(newByDay, day, (): number[] => []).push(player);
    const sessionsByDay = new Map<number, number[]>();
    for (const { first, last } of this.#sessions.values())
      valueAt(sessionsByDay, dayOf(first), (): number[] => []).push((last - first) / SECOND);

    const share = (day: number, later: number): number | null => {
      const newcomers = newByDay.get(day) ?? [];
      if (!(dayOf(W) > day + later) || newcomers.length === 0) return null;
      const active = this.#activeByDay.get(day + later) ?? new Set();
      return newcomers.filter((player) => active.has(player)).length / newcomers.length;
    };

    const days = new Set([...this.#activeByDay.keys(), ...this.#salesByDay.keys()]);
    return [...days].sort(compareNumbers).map((day) => {
      const active = this.#activeByDay.get(day)?.size ?? 0;
      const seconds = sessionsByDay.get(day) ?? [];
      const sales = this.#salesByDay.get(day);
      const payers = sales?.payers.size ?? 0;
      return {
        day: isoDay(day * DAY),
        active_players: active,
        new_players: newByDay.get(day)?.length ?? 0,
        sessions: seconds.length,
        median_session_seconds: nearestRank(seconds, 50, compareNumbers),
        payers,
        paying_share: active === 0 ? null : payers / active,
        revenue: sales?.revenue.shown() ?? {},
        d1: share(day, 1),
        d7: share(day, 7),
        d30: share(day, 30),
      };
    });
  }
}
