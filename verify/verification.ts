/** A database against its topics: every row of every figure, the counts of every partition, and every dead letter. */
import type { Settings } from '../settings/settings.js';
import { type Compared, compareRows } from './compare.js';
import { DEAD_LETTERS, letterDifference } from './dead-letters.js';
import { Differences } from './differences.js';
import type { Topic } from './events.js';
import { compareGrowing } from './growth.js';
import { type Extent, PartitionCheck, type PartitionEvidence } from './partition-check.js';
import { inOrder } from './partitions.js';
import { FIGURES, type Figure, Recomputation } from './recompute.js';
import { NOTHING_REACHED, type Reached } from './retention.js';

/** One line of the report. */
export interface CheckedFigure {
  readonly figure: string;
  /** `part`: only that no row falls short of what can still be read. */
  readonly extent: Extent;
  readonly rows: number;
  readonly differences: number;
}

export interface Report {
  readonly figures: readonly CheckedFigure[];
  /** Sentences on what could not be checked. */
  readonly unchecked: readonly string[];
  readonly differences: Differences;
}

export class Verification {
  readonly #figures: Recomputation;
  readonly #partitions: PartitionCheck[] = [];

  /** @param reached how far the database says that retention has come */
  constructor(
    readonly settings: Settings,
    reached: Reached = NOTHING_REACHED,
  ) {
    this.#figures = new Recomputation(settings, reached);
  }

  /** One by one: its readable records are to be taken before `report`. */
  partition(evidence: PartitionEvidence): PartitionCheck {
    const check = new PartitionCheck(evidence, this.#figures, this.settings);
    this.#partitions.push(check);
    return check;
  }

  /**
   * @param rows what `stats WHAT --json` has by WHAT, each row as JSON text
   * @param droppedLetters rows of `dead_letters` that retention took
   */
  report(rows: ReadonlyMap<string, readonly string[]>, droppedLetters: number): Report {
    const differences = new Differences();
    const concluded = this.#partitions.map((check) => ({ check, ...check.conclude(droppedLetters) }));
    for (const { contradictions } of concluded) differences.addAll(contradictions);
    const extents = new Map(concluded.map(({ check, extent }) => [check, extent]));
    const unchecked = this.#partitions.flatMap((check) => check.unchecked);

    // W is also made by events that can no longer be read.
    for (const { check, extent } of concluded) {
      const { topic, max_time } = check.evidence.stored;
      if (extent !== 'all' && max_time !== null) this.#figures.raiseWatermark(topic as Topic, max_time);
    }
    const contradictions = differences.count;
    const figures: CheckedFigure[] = [];
    for (const [what, stored] of rows) {
      const { extent, compared } = this.#compare(what, stored, extents);
      if (compared !== undefined) differences.addAll(compared.differences);
      if (compared === undefined) unchecked.push(`${what}: no row could be checked`);
      figures.push({
        figure: what,
        extent,
        rows: compared?.rows ?? 0,
        differences: (compared?.differences.count ?? 0) + (what === 'topics' ? contradictions : 0),
      });
    }
    figures.push(this.#letters(droppedLetters, differences, least([...extents.values()])));
    return { figures, unchecked, differences };
  }

  #compare(
    what: string,
    stored: readonly string[],
    extents: ReadonlyMap<PartitionCheck, Extent>,
  ): { extent: Extent; compared?: Compared } {
    if (what === 'topics') return this.#topics(stored, extents);
    if (!isFigure(what)) return { extent: 'none' };
    const topics: readonly string[] = FIGURES[what];
    const concerned = [...extents].filter(([{ evidence }]) => topics.includes(evidence.stored.topic));
    const extent = least(concerned.map(([, one]) => one));
    if (extent === 'none') return { extent };
    const recomputed = this.#figures.rows(what);
    if (extent === 'all') return { extent, compared: compareRows(what, stored, recomputed) };
    const compared = compareGrowing(what, stored, recomputed);
    return compared === undefined ? { extent: 'none' } : { extent, compared };
  }

  /** The rows of partitions that could be read as a whole. */
  #topics(stored: readonly string[], extents: ReadonlyMap<PartitionCheck, Extent>) {
    const whole = this.#partitions.filter((check) => extents.get(check) === 'all');
    const names = new Set(whole.map(({ name }) => name));
    const rows = stored.filter((text) => {
      const { topic, partition } = JSON.parse(text) as { topic: string; partition: number };
      return names.has(`${topic}/${partition}`);
    });
    const recomputed = inOrder(whole.map((check) => check.recomputed.row));
    return { extent: least([...extents.values()]), compared: compareRows('topics', rows, recomputed) };
  }

  #letters(droppedLetters: number, all: Differences, extent: Extent): CheckedFigure {
    const checks = this.#partitions.map(({ letters }) => letters);
    const differences = new Differences();
    for (const check of checks) differences.addAll(check.differences);
    const missing = checks.reduce((sum, check) => sum + check.missing.length, 0);
    for (const check of missing <= droppedLetters ? [] : checks) {
      for (const offset of check.missing)
        differences.add(letterDifference(check.partition, offset, null, 'rejected'));
    }
    all.addAll(differences);
    const equal = checks.reduce((sum, check) => sum + check.equal, 0);
    return {
      figure: DEAD_LETTERS,
      extent,
      rows: equal + differences.count,
      differences: differences.count,
    };
  }
}

function isFigure(what: string): what is Figure {
  return Object.hasOwn(FIGURES, what);
}

function least(extents: readonly Extent[]): Extent {
  if (extents.includes('none')) return 'none';
  return extents.includes('part') ? 'part' : 'all';
}
