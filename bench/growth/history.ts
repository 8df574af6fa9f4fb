/** A month of play: players, visits, purchases, fights and servers, day by day, in an empty database. */
import type { Batcher } from './batcher.js';
import type { Population } from './population.js';

export const DAY = 86_400_000;
const MINUTE = 60_000;

/** Visits in a session. */
const LEVELS_A_SESSION = 4;
export const SERVERS = 100;

export interface History {
  readonly days: number;
  readonly visits: number;
  /** End of the last day, ms since 1970. */
  readonly until: number;
}

/** @param onDay told after every day */
export function playHistory(
  population: Population,
  batcher: Batcher,
  { days, visits, until }: History,
  onDay: (day: number) => void,
): void {
  const sessions = Math.ceil(visits / days / LEVELS_A_SESSION);
  for (let day = 0; day < days; day++) {
    const start = until - (days - day) * DAY;
    for (let minute = 0; minute < 1440; minute++) {
      const now = start + minute * MINUTE;
      for (let server = 0; server < SERVERS; server++)
        batcher.add('server-metrics', server, population.sample(server, now), now);
      const due = Math.floor(((minute + 1) * sessions) / 1440) - Math.floor((minute * sessions) / 1440);
      for (let i = 0; i < due; i++) playSession(population, batcher, now);
    }
    onDay(day);
  }
}

function playSession(population: Population, batcher: Batcher, start: number): void {
  const player = population.nextInTurn();
  population.beginSession(player);
  let time = start;
  for (let visit = 0; visit < LEVELS_A_SESSION; visit++) {
    population.beginLevel(player);
    // In every other visit nothing is heard of the player before the end.
    if (visit % 2 === 0) batcher.add('player-events', player, population.play(player, 'move', time), time);
    time += population.below(14 * MINUTE);
    const type = population.below(10) < 8 ? 'level_complete' : 'interaction';
    batcher.add('player-events', player, population.play(player, type, time), time);
  }
  const dice = population.below(10);
  if (dice < 2) batcher.add('purchase-events', player, population.buy(player, time), time);
  if (dice < 4) batcher.add('combat-events', player, population.fight(player, time), time);
  if (dice > 7) batcher.add('game-actions', player, population.act(player, time), time);
}
