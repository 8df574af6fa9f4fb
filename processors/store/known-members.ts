/**
 * Members of distinct measures that are known to be in their table, so that who comes again costs no SQL, nor who is new
 * in a cell of which all members are known. Of the windows and levels in use only, and of each at most `MOST` members:
 * the others are asked of the table.
 */
import { Generations } from './generations.js';

/** Members a generation holds, and a cell; there are two generations. */
const MOST = 131_072;

export interface Known {
  readonly members: Set<string>;
  /** Whether these are all members that the cell has. */
  areAll: boolean;
  readonly start: number;
}

export class KnownMembers {
  readonly #cells = new Generations<string | number, Known>(sizeOf);
  /** A cell that starts later than this and is not known has no members yet. */
  #lastStart: number;

  /** @param lastStart the latest start of a cell that may have members already */
  constructor(lastStart: number) {
    this.#lastStart = lastStart;
  }

  /** The members known of a cell; whoever is `add`ed to it is known from then on. */
  of(cell: string | number, start: number): Known {
    let known = this.#cells.get(cell);
    if (known !== undefined) return known;
    known = { members: new Set(), areAll: start > this.#lastStart, start };
    this.#cells.add(cell, known);
    return known;
  }

  add(known: Known, member: string): void {
    if (known.members.size >= MOST) {
      known.areAll = false;
      return;
    }
    known.members.add(member);
    this.#cells.grow();
  }

  /** To be called when the cells of a commit are through. */
  settle(): void {
    if (this.#cells.weight <= MOST) return;
    this.#cells.turn(({ start }) => {
      if (start > this.#lastStart) this.#lastStart = start;
    });
  }
}

function sizeOf({ members }: Known): number {
  return members.size;
}
