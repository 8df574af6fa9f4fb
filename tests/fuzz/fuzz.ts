/** Rounds of mutated events, each with a database of its own, so that any number of events needs the same memory. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Prng } from '../../generator/prng.js';
import { DEFAULT_SETTINGS, type Settings } from '../../settings/settings.js';
import type { SentRecord } from '../support/random-events.js';
import { type Flavour, Records } from './records.js';
import { type RoundOutcome, runRound } from './round.js';
import { shown } from './shown.js';
import { shrink } from './shrink.js';
import { Tally } from './tally.js';

export interface FuzzOptions {
  readonly count: number;
  /** That of the first round; the next one has the next. */
  readonly seed: number;
  readonly say: (line: string) => void;
}

export interface FuzzOutcome {
  readonly tally: Tally;
  readonly problems: readonly string[];
}

export const ROUND = 50_000;
/** So much of the events must be JSON at least: otherwise only the parser is tried. */
const LEAST_PARSED = 0.3;
const LEAST_ACCEPTED = 0.2;
const SHRINK_MS = 60_000;
const SHOWN = 8;

/** A studio's names: one of its own, and one that is another of ours. */
const RENAMED: Settings = {
  ...DEFAULT_SETTINGS,
  fields: {
    'player-events': { player_id: 'session_id', session_id: 'player_id', level_id: '__proto__' },
    'purchase-events': { price: 'amount' },
    'server-metrics': { cpu_load: 'constructor' },
    'combat-events': { playerid: 'ts', timestamp: 'time' },
    'game-actions': { event_type: 'a/b~c', timestamp: '\x1b[2J' },
  },
};

const RETAINING: Settings = { ...DEFAULT_SETTINGS, retain_seconds: 6 * 3600 };

export function fuzz({ count, seed, say }: FuzzOptions): FuzzOutcome {
  const tally = new Tally();
  const problems: string[] = [];
  for (let round = 0; tally.records < count && problems.length === 0; round++) {
    const size = Math.min(ROUND, count - tally.records);
    const begun = performance.now();
    const outcome = fuzzRound(size, seed + round);
    tally.addAll(outcome.tally);
    problems.push(...outcome.problems);
    const perSecond = Math.round((size / (performance.now() - begun)) * 1000);
    say(`  ${tally.records} events, ${tally.share(tally.parsed)} of them JSON, ${perSecond} events/s`);
    if (outcome.problems.length > 0) break;
  }
  if (problems.length === 0) {
    if (tally.parsed < LEAST_PARSED * tally.records) problems.push('Too few events were JSON.');
    if ((tally.verdicts.get('accepted') ?? 0) < LEAST_ACCEPTED * tally.records)
      problems.push('Too few were valid.');
  }
  return { tally, problems };
}

/** A function of size and seed alone. */
export function fuzzRound(size: number, seed: number): FuzzOutcome {
  const flavour = flavourOf(new Prng(`${seed}/flavour`));
  const source = new Records(new Prng(`${seed}/records`), flavour);
  const records = Array.from({ length: size }, () => source.next());
  const folder = mkdtempSync(join(tmpdir(), 'game-flow-fuzz-'));
  let databases = 0;
  const run = (some: readonly SentRecord[]): RoundOutcome => {
    const path = join(folder, `${databases++}`, 'fuzz.db');
    try {
      return runRound(some, { settings: flavour.settings, chance: new Prng(`${seed}/batches`), path });
    } finally {
      rmSync(join(path, '..'), { recursive: true, force: true });
    }
  };
  try {
    const { tally, differences } = run(records);
    if (differences.length === 0) return { tally, problems: [] };
    const fewer = shrink(records, (some) => run(some).differences.length > 0, SHRINK_MS);
    const problems = [
      ...differences,
      `To repeat: npm run fuzz -- --count ${size} --seed ${seed}`,
      `With ${fewer.length} records of these: ${run(fewer).differences.join('\n')}`,
      ...fewer.slice(0, SHOWN).map((record) => `  ${record.topic}/${record.partition} ${shown(record)}`),
    ];
    return { tally, problems };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function flavourOf(chance: Prng): Flavour {
  const settings = chance.pick([DEFAULT_SETTINGS, DEFAULT_SETTINGS, DEFAULT_SETTINGS, RENAMED, RETAINING]);
  return { wild: chance.chance(0.5), settings };
}
