import type { Figures } from '../../../cli/score/score.js';
import { type GroundTruth, resolveOptions } from '../../../generator/index.js';

/** Noon of the day of all cases written by hand. */
export const NOON = Date.UTC(2026, 2, 14, 12);

/** `12:34:56` of that day, ISO 8601. */
export function at(time: string): string {
  return `2026-03-14T${time}.000Z`;
}

/** A ground truth of nothing, from noon to six, but for what is given. */
export function truthOf(given: Partial<GroundTruth> = {}): GroundTruth {
  return {
    source: 'gabc',
    until: at('18:00:00'),
    options: resolveOptions({ seed: 1, start: NOON }),
    levels: [],
    stalled_visits: [],
    unfinished_visits: [],
    fraud: [],
    near_misses: [],
    sales: [],
    regional_prices: [],
    incidents: [],
    hot_servers: [],
    silent_servers: [],
    wrong_clocks: [],
    faults: { bad: {}, duplicates: 0, conflicting_duplicates: 0, late: 0 },
    ...given,
  };
}

export function figuresOf(given: Partial<Figures> = {}): Figures {
  return { fraud: [], alerts: [], levels: [], stalled: [], purchases: 0, ...given };
}

type Purchases = GroundTruth['fraud'][number];

export function plantedAs(
  kind: string,
  subject: string,
  from: string,
  to: string,
  given: Partial<Purchases> = {},
): Purchases {
  return {
    kind,
    variant: 'plain',
    subject,
    from: at(from),
    to: at(to),
    finished: true,
    evidence: { purchases: 10, players: 1, ips: 1 },
    ...given,
  };
}

export function flagged(rule: string, subject: string, start: string): Figures['fraud'][number] {
  return { rule, subject, window_start: at(start) };
}

export function visit(player: number, level: string): GroundTruth['stalled_visits'][number] {
  return {
    player_id: `player_${player}`,
    level_id: level,
    map_id: 'map_1',
    sessions: 1,
    played_seconds: 700,
    first_at: at('12:00:00'),
    last_at: at('12:20:00'),
  };
}
