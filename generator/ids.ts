import { createHash } from 'node:crypto';
import type { GeneratorOptions } from './options.js';

/** Goes up whenever the same options give other bytes than before, so that old and new ids never mean two things. */
const SCENARIO_VERSION = 2;

/**
 * The SOURCE of every event_id of a scenario: a letter and ten hex digits, made from all that changes the bytes.
 * Not from `topics`, which only leaves events out: a run with fewer topics repeats the same events.
 */
export function sourceOf(options: GeneratorOptions): string {
  const { seed, start, density, players, servers, bad, duplicates, late, skew } = options;
  const { warmupMs, warmupRate, rate, dailySwing } = density;
  const all = [
    SCENARIO_VERSION,
    ...[seedText(seed), start, warmupMs, warmupRate, rate, dailySwing],
    ...[players, servers, bad, duplicates, late, skew],
  ];
  return `g${createHash('sha256').update(JSON.stringify(all)).digest('hex').slice(0, 10)}`;
}

/** The seed 7 and the seed "7" are the same seed: on a command line they cannot be told apart. */
export function seedText(seed: string | number): string {
  return String(seed);
}

export function playerId(index: number): string {
  return `player_${index + 1}`;
}

export function sessionId(playerIndex: number, number: number): string {
  return `session_${playerIndex + 1}_${number}`;
}
