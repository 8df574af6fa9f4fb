/**
 * Generated and mutated events of all topics through the columns modules: whatever these judge must be what parsing and
 * validating gives, bit by bit, and of generated events hardly any may be passed on.
 */
import { Prng } from '../../../generator/prng.js';
import type { Topic } from '../../../schemas/index.js';
import type { PlainRecord } from '../../support/record-batch.js';
import { type ColumnCounts, compareColumns, linesOf, noCounts, passedOn } from './compare.js';
import { eventsOfBothKinds, type Kind } from './events.js';
import { HeldWay, LocalWay, PushedWay, rawProblems } from './two-ways.js';

export interface ColumnFuzzOptions {
  /** Events, half of them generated and half mutated. */
  readonly count: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

export interface ColumnFuzzOutcome {
  readonly lines: readonly string[];
  readonly problems: readonly string[];
}

const ENOUGH = 8;
const SAID_EVERY = 100_000;
/** Modules and their dictionaries are made anew after so many events, as with a new stream. */
const STREAM = 60_000;

export function fuzzColumns({ count, seed, say }: ColumnFuzzOptions): ColumnFuzzOutcome {
  const counts = new Map<string, ColumnCounts>();
  const problems: string[] = [];
  const chance = new Prng(`${seed}/columns`);
  for (let done = 0; done < count && problems.length === 0; done += STREAM) {
    const size = Math.min(STREAM, count - done);
    for (const [kind, events] of eventsOfBothKinds(seed + done, size)) {
      problems.push(...stream(kind, events, chance, counts));
    }
    if (Math.floor((done + size) / SAID_EVERY) > Math.floor(done / SAID_EVERY))
      say(`  ${done + size} events`);
  }
  problems.push(...passedOn(counts));
  return { lines: linesOf(counts), problems: problems.slice(0, ENOUGH) };
}

/** Events of all topics, in batches of all sizes, both ways. */
function stream(
  kind: Kind,
  events: Map<Topic, PlainRecord[]>,
  chance: Prng,
  counts: Map<string, ColumnCounts>,
): string[] {
  const problems: string[] = [];
  for (const [topic, records] of events) {
    const name = `${kind} ${topic}`;
    const tally = counts.get(name) ?? noCounts();
    counts.set(name, tally);
    const local = new LocalWay(topic);
    const pushed = new PushedWay(topic);
    const holding = new HeldWay(topic, records.length);
    for (let from = 0; from < records.length && problems.length < ENOUGH; ) {
      const some = records.slice(from, from + chance.pick([1, 2, 20, 90, 110, 600]));
      const here = local.judge(some, from);
      problems.push(...compareColumns(here.batch, here.columns, tally));
      const there = pushed.judge(some, from);
      problems.push(...compareColumns(there.batch, there.columns, noCounts()));
      problems.push(...rawProblems(some, there.columns));
      if (here.columns.hashes.some((hash, i) => hash !== there.columns.hashes[i]))
        problems.push('other hashes');
      for (const { records: own, batch, columns } of holding.judge(some, from, chance.chance(0.1))) {
        problems.push(...compareColumns(batch, columns, noCounts()), ...rawProblems(own, columns));
      }
      from += some.length;
    }
    if (problems.length === 0 && holding.held > 0)
      problems.push(`${topic}: ${holding.held} records held for ever`);
  }
  return problems;
}
