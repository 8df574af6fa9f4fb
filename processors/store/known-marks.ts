/**
 * Marks that rows are known to have: bits of a member in a group, a span of windows for one, so that marks that come again
 * cost no SQL, nor does what comes first in a group of which all rows are known. Of the groups in use only, and of each at
 * most `MOST` rows: the others are asked of the table.
 */
import { Generations } from './generations.js';

/** Rows a generation holds, and a group; there are two generations. */
const MOST = 131_072;

/** A group, with the marks of its members that are known; 0 of the others. */
export class Known {
  readonly #marks = new Map<string, number>();

  /**
   * @param areAll whether these are all members that the group has
   */
  constructor(
    readonly start: number,
    public areAll: boolean,
  ) {}

  get size(): number {
    return this.#marks.size;
  }

  marksOf(member: string): number {
    return this.#marks.get(member) ?? 0;
  }

  set(member: string, marks: number): void {
    this.#marks.set(member, marks);
  }
}

export class KnownMarks {
  readonly #groups = new Generations<string | number, Known>(sizeOf);
  /** A group that starts later than this and is not known has no members yet. */
  #lastStart: number;

  /** @param lastStart the latest start of a group that may have members already */
  constructor(lastStart: number) {
    this.#lastStart = lastStart;
  }

  of(group: string | number, start: number): Known {
    let known = this.#groups.get(group);
    if (known !== undefined) return known;
    known = new Known(start, start > this.#lastStart);
    this.#groups.add(group, known);
    return known;
  }

  /** Remembers what marks a member has in the table from now on. */
  set(known: Known, member: string, marks: number): void {
    const before = known.size;
    if (before < MOST || known.marksOf(member) !== 0) known.set(member, marks);
    else known.areAll = false;
    if (known.size > before) this.#groups.grow();
  }

  /** To be called when the groups of a commit are through. */
  settle(): void {
    if (this.#groups.weight <= MOST) return;
    this.#groups.turn(({ start }) => {
      if (start > this.#lastStart) this.#lastStart = start;
    });
  }
}

function sizeOf({ size }: Known): number {
  return size;
}
