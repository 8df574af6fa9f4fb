/** How many events a simulated second, and how that changes with simulated time. */
export interface Density {
  /** How long the first stretch lasts, in ms; 0 for none. */
  readonly warmupMs: number;
  /** Events a second during it; never more than `rate`. */
  readonly warmupRate: number;
  /** Events a second afterwards, over all topics. */
  readonly rate: number;
  /** 0: as many players at night as by day; 1: hardly any at night. The mean over a day stays `rate`. */
  readonly dailySwing: number;
}

/** Two thin hours that can be back-filled in seconds, then a steady live stream. */
export const LIVE_DENSITY: Density = { warmupMs: 7_200_000, warmupRate: 9.5, rate: 50, dailySwing: 0 };

/** Days of play in a few hundred thousand events: 200,000 of them span nearly two days. */
export const BULK_DENSITY: Density = { warmupMs: 0, warmupRate: 0, rate: 1.25, dailySwing: 0.5 };

/** How busy each hour of a UTC day is, from quietest −1 to busiest +1; its mean is 0. */
const HOURLY_LOAD = [
  -0.1, -0.35, -0.6, -0.8, -0.95, -1, -0.9, -0.7, -0.45, -0.25, -0.1, 0.05, 0.15, 0.2, 0.25, 0.35, 0.5, 0.7,
  0.9, 1, 0.95, 0.75, 0.4, 0,
] as const;

/** Events a second that one player at play causes when nothing hurries or slows them; measured, see the tests. */
const RATE_OF_ONE_PLAYER = 0.151;
/** A server's samples take at most about this share of all events, and never come faster than every 10 s. */
const SHARE_OF_METRICS = 0.15;

/** The daily load curve at a time, −1 to 1, straight lines between full hours. */
export function dailyLoad(time: number): number {
  const hours = (time % 86_400_000) / 3_600_000;
  const hour = Math.floor(hours);
  const from = HOURLY_LOAD[hour] as number;
  const to = HOURLY_LOAD[(hour + 1) % 24] as number;
  return from + (to - from) * (hours - hour);
}

/** Events a second that are due at a time. */
export function rateAt(density: Density, start: number, time: number): number {
  const warm = time - start < density.warmupMs;
  const rate = warm ? Math.min(density.warmupRate, density.rate) : density.rate;
  return density.dailySwing === 0 ? rate : rate * (1 + density.dailySwing * 0.9 * dailyLoad(time));
}

/** How much rarer than in a scenario of ten events a second whatever is planted should be, 1 to 8. */
export function thinness(density: Density, start: number, time: number): number {
  return Math.max(1, Math.min(8, 10 / rateAt(density, start, time)));
}

/** Between two samples of one server, in ms: a minute at the most, so that a silence means something. */
export function sampleInterval(rate: number, servers: number): number {
  return Math.max(10_000, Math.min(60_000, (1000 * servers) / (SHARE_OF_METRICS * rate)));
}

/** How many players are wanted at play, and by how much their pauses are stretched to meet the rate exactly. */
export function crowdFor(
  rate: number,
  servers: number,
  players: number,
): { online: number; stretch: number } {
  const forPlayers = Math.max(rate * 0.2, rate - (1000 * servers) / sampleInterval(rate, servers));
  const wanted = Math.round(forPlayers / RATE_OF_ONE_PLAYER);
  const online = Math.max(1, Math.min(Math.ceil(players / 2), wanted));
  return { online, stretch: (online * RATE_OF_ONE_PLAYER) / forPlayers };
}

/** What is wrong with a density, if anything. */
export function densityProblem(
  density: Density,
): { option: string; expectation: string; given: unknown } | undefined {
  const { warmupMs, warmupRate, rate, dailySwing } = density;
  if (!isBetween(rate, 0.01, 1_000_000))
    return { option: 'rate', expectation: 'a number from 0.01 to 1000000 (events a second)', given: rate };
  if (!Number.isInteger(warmupMs) || warmupMs < 0)
    return {
      option: 'density.warmupMs',
      expectation: 'a whole number of milliseconds, 0 or more',
      given: warmupMs,
    };
  if (warmupMs > 0 && !isBetween(warmupRate, 0.01, 1_000_000))
    return { option: 'density.warmupRate', expectation: 'a number from 0.01 to 1000000', given: warmupRate };
  if (!isBetween(dailySwing, 0, 1))
    return { option: 'density.dailySwing', expectation: 'between 0 and 1', given: dailySwing };
  return undefined;
}

function isBetween(value: unknown, low: number, high: number): boolean {
  return typeof value === 'number' && value >= low && value <= high;
}
