import type { PlayerEvent, Purchase } from './events.js';
import { distinct, groupBy, key, largest, least, nearestRank, watermark } from './groups.js';
import { revenue } from './items.js';
import { compareNumbers } from './text.js';
import { DAY, isoDay, SECOND } from './time.js';

/** Days are counted from 1970 here, so that "n days later" is an addition. */
const dayOf = (event: { time: number }) => Math.floor(event.time / DAY);

export function audience(events: PlayerEvent[], purchases: Purchase[]): unknown[] {
  const eventsByDay = groupBy(events, dayOf);
  const purchasesByDay = groupBy(purchases, dayOf);
  const playersByDay = new Map(
    [...eventsByDay].map(([day, of]) => [day, new Set(of.map((event) => event.player_id))]),
  );
  const firstDays = [...groupBy(events, (event) => event.player_id)].map(([player, of]) => ({
    player,
    day: least(of.map(dayOf)),
  }));
  const newByDay = groupBy(firstDays, ({ day }) => day);
  const sessionsByDay = groupBy(sessions(events), ({ day }) => day);
  const W = watermark(events);

  const share = (day: number, later: number): number | null => {
    const newcomers = newByDay.get(day) ?? [];
    if (W === null || !(dayOf({ time: W }) > day + later) || newcomers.length === 0) return null;
    const active = playersByDay.get(day + later) ?? new Set();
    return newcomers.filter(({ player }) => active.has(player)).length / newcomers.length;
  };

  const days = [...new Set([...eventsByDay.keys(), ...purchasesByDay.keys()])].sort(compareNumbers);
  return days.map((day) => {
    const active = playersByDay.get(day)?.size ?? 0;
    const begun = sessionsByDay.get(day) ?? [];
    const bought = purchasesByDay.get(day) ?? [];
    const payers = distinct(bought, (purchase) => purchase.player_id);
    return {
      day: isoDay(day * DAY),
      active_players: active,
      new_players: newByDay.get(day)?.length ?? 0,
      sessions: begun.length,
      median_session_seconds: nearestRank(
        begun.map(({ seconds }) => seconds),
        50,
        compareNumbers,
      ),
      payers,
      paying_share: active === 0 ? null : payers / active,
      revenue: revenue(bought),
      d1: share(day, 1),
      d7: share(day, 7),
      d30: share(day, 30),
    };
  });
}

function sessions(events: PlayerEvent[]) {
  const groups = groupBy(events, (event) => key(event.player_id, event.session_id));
  return [...groups.values()].map((of) => {
    const first = least(of.map((event) => event.time));
    const last = largest(of.map((event) => event.time));
    return { day: dayOf({ time: first }), seconds: (last - first) / SECOND };
  });
}
