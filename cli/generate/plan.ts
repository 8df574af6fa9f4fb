/** From the flags of `generate` to a scenario and where it ends: a pure function of the flags, the time and a seed to fall back on. */
import {
  BULK_DENSITY,
  GeneratorOptionError,
  type GeneratorOptions,
  LIVE_DENSITY,
  type PartialOptions,
  resolveOptions,
} from '../../generator/index.js';
import { parseTimestamp } from '../../schemas/index.js';
import { UsageError } from '../exit.js';

export interface GenerateFlags {
  readonly seed?: string;
  /** ISO 8601. */
  readonly start?: string;
  readonly rate?: number;
  readonly count?: number;
  /** Simulated time, ms. */
  readonly duration?: number;
  readonly players?: number;
  readonly topics?: readonly string[];
  readonly bad?: number;
  readonly duplicates?: number;
  readonly late?: number;
  readonly skew?: number;
}

export interface GeneratePlan {
  readonly options: GeneratorOptions;
  /** Stop after so many events. */
  readonly count: number;
  /** Stop at this simulated time, ms since 1970. */
  readonly until: number;
  /** Go on in real time after the present has been reached. */
  readonly live: boolean;
  /** Its last events are expected to be of a time that has not come yet. */
  readonly reachesFuture: boolean;
}

const HOUR = 3_600_000;

/** How much longer than at a constant rate a count may take, since nights are quieter than days. */
const SLACK = 1.7;

/** The least share of all events that each topic was measured to have, over rates and hours of the day. */
const LEAST_SHARE: Readonly<Record<string, number>> = {
  'player-events': 0.5,
  'purchase-events': 0.014,
  'server-metrics': 0.055,
  'combat-events': 0.075,
  'game-actions': 0.035,
};

/** @throws UsageError for whatever flags do not make sense */
export function planScenario(flags: GenerateFlags, now: number, randomSeed: string): GeneratePlan {
  const live = flags.count === undefined && flags.duration === undefined;
  const density = {
    ...(live ? LIVE_DENSITY : BULK_DENSITY),
    ...(flags.rate === undefined ? {} : { rate: flags.rate }),
  };
  const start = flags.start === undefined ? now - span(flags, density.rate) : startOf(flags.start);
  if (live && start > now)
    throw new UsageError('--start lies in the future: live events would wait until then.');
  const options = resolved({ ...flags, seed: flags.seed ?? randomSeed, start, density });
  return {
    options,
    count: flags.count ?? Number.POSITIVE_INFINITY,
    until: flags.duration === undefined ? Number.POSITIVE_INFINITY : start + flags.duration,
    live,
    reachesFuture:
      !live &&
      start + Math.min(flags.duration ?? Number.POSITIVE_INFINITY, expectedLength(flags, density.rate)) > now,
  };
}

/** About how much simulated time a scenario covers, in ms; `span` leaves some slack. */
function expectedLength({ count, topics }: GenerateFlags, rate: number): number {
  if (count === undefined) return Number.POSITIVE_INFINITY;
  const share = topics === undefined ? 1 : sharesOf(topics);
  return (count / (rate * share)) * 1000;
}

/** How far back a scenario begins that is to end about now, in ms; whole hours for bulk, so that days look alike. */
function span({ count, duration, topics }: GenerateFlags, rate: number): number {
  if (duration !== undefined) return duration;
  if (count === undefined) return LIVE_DENSITY.warmupMs;
  const share = topics === undefined ? 1 : sharesOf(topics);
  return Math.ceil(((count / (rate * share)) * 1000 * SLACK) / HOUR) * HOUR;
}

/** Names that are no topics are told by `resolveOptions`. */
function sharesOf(topics: readonly string[]): number {
  return topics.reduce((sum, topic) => sum + (LEAST_SHARE[topic] ?? 0), 0) || 1;
}

function startOf(text: string): number {
  const time = parseTimestamp(text);
  if (Number.isNaN(time)) {
    throw new UsageError(`--start ${text}: expected a time such as 2026-01-31T12:00:00Z.`);
  }
  return time;
}

/** Flags are what a person typed: `resolveOptions` checks every one of them. */
function resolved(options: object): GeneratorOptions {
  try {
    return resolveOptions(options as PartialOptions);
  } catch (error) {
    if (error instanceof GeneratorOptionError) throw new UsageError(`${error.message}.`, { cause: error });
    throw error;
  }
}
