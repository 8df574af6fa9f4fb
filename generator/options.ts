import { isTopic, TOPICS, type Topic } from '../schemas/topics.js';
import { type Density, densityProblem, LIVE_DENSITY } from './density.js';

/** Everything that a scenario is a function of. Shares are between 0 and 1. */
export interface GeneratorOptions {
  readonly seed: string | number;
  /** Event time at which the scenario starts, in ms since 1970. */
  readonly start: number;
  /** How many events a simulated second. */
  readonly density: Density;
  /** How many players there are; only those who have appeared take memory. */
  readonly players: number;
  readonly servers: number;
  /** Which topics come out. The simulation and each event's bytes are the same whatever is chosen. */
  readonly topics: readonly Topic[];
  /** Share of the events that arrive spoiled: malformed or invalid. */
  readonly bad: number;
  /** Share of the events that are sent a second time, now and then with other bytes. */
  readonly duplicates: number;
  /** Share of the events that are sent minutes to hours after their time. */
  readonly late: number;
  /** Share of the players whose clock is wrong by minutes or hours. */
  readonly skew: number;
}

/** What a caller gives: seed and start, the rest as needed. `rate` is short for the density's `rate`. */
export type PartialOptions = Pick<GeneratorOptions, 'seed' | 'start'> &
  Partial<Omit<GeneratorOptions, 'seed' | 'start' | 'density'>> & {
    readonly density?: Partial<Density> | undefined;
    readonly rate?: number | undefined;
  };

export const MOST_PLAYERS = 1_000_000;
export const MOST_SERVERS = 1_000;
/** Leaves room for centuries of events before the year 9999. */
const LATEST_START = Date.UTC(9000, 0, 1);

/** A wrong option, as a sentence that names it. */
export class GeneratorOptionError extends Error {
  readonly code = 'GENERATOR_OPTION';

  constructor(
    readonly option: string,
    expectation: string,
    given: unknown,
  ) {
    super(`${option} must be ${expectation}, not ${describe(given)}`);
    this.name = 'GeneratorOptionError';
  }
}

/** Fills in the defaults and checks every option. Throws {@link GeneratorOptionError}. */
export function resolveOptions(given: PartialOptions): GeneratorOptions {
  const { seed, start } = given;
  if (typeof seed === 'number' ? !Number.isFinite(seed) : typeof seed !== 'string' || seed === '')
    throw new GeneratorOptionError('seed', 'a number or a text that is not empty', seed);
  requireWhole('start', start, 0, LATEST_START, ' (milliseconds since 1970)');

  const density: Density = { ...LIVE_DENSITY, ...withoutUndefined(given.density ?? {}) };
  const resolvedDensity = given.rate === undefined ? density : { ...density, rate: given.rate };
  const problem = densityProblem(resolvedDensity);
  if (problem) throw new GeneratorOptionError(problem.option, problem.expectation, problem.given);

  const players = given.players ?? defaultPlayers(resolvedDensity.rate);
  requireWhole('players', players, 1, MOST_PLAYERS);
  const servers = given.servers ?? defaultServers(resolvedDensity);
  requireWhole('servers', servers, 1, MOST_SERVERS);

  return {
    seed,
    start,
    density: resolvedDensity,
    players,
    servers,
    topics: resolveTopics(given.topics),
    bad: share('bad', given.bad),
    duplicates: share('duplicates', given.duplicates),
    late: share('late', given.late),
    skew: share('skew', given.skew),
  };
}

/** Enough people that nobody has to come back before they would want to. */
function defaultPlayers(rate: number): number {
  return Math.min(MOST_PLAYERS, Math.max(1_000, Math.ceil(rate * 100)));
}

/** Twelve, fewer where even one sample a minute from each would crowd out the players. */
function defaultServers(density: Density): number {
  const lowest = density.warmupMs > 0 ? Math.min(density.warmupRate, density.rate) : density.rate;
  return Math.max(2, Math.min(12, Math.floor(lowest * 10)));
}

function resolveTopics(given: readonly string[] | undefined): readonly Topic[] {
  if (given === undefined) return TOPICS;
  const unknown = given.find((name) => !isTopic(name));
  if (unknown !== undefined || given.length === 0)
    throw new GeneratorOptionError('topics', `one or more of ${TOPICS.join(', ')}`, unknown ?? 'none');
  return TOPICS.filter((topic) => given.includes(topic));
}

function share(option: string, given: number | undefined): number {
  if (given === undefined) return 0;
  if (typeof given !== 'number' || !(given >= 0 && given <= 1))
    throw new GeneratorOptionError(option, 'a share between 0 and 1', given);
  return given;
}

function requireWhole(option: string, given: unknown, low: number, high: number, unit = ''): void {
  if (!Number.isInteger(given) || (given as number) < low || (given as number) > high)
    throw new GeneratorOptionError(option, `a whole number from ${low} to ${high}${unit}`, given);
}

function withoutUndefined<T extends object>(given: T): T {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as T;
}

function describe(given: unknown): string {
  return typeof given === 'string' ? `"${given.slice(0, 60)}"` : String(given);
}
