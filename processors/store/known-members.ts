/**
 * Members of distinct measures that are known to be in their table, so that who comes again costs no SQL, nor who is new
 * in a cell of which all members are known. Of the windows and levels in use only, and of each at most `MOST` members:
 * the others are asked of the table.
 */
import { Generations } from './generations.js';

/** Members a generation holds, and a cell; there are two generations. */
const MOST = 131_072;

/** So many members are looked through sooner than a set of them is made: most cells never have more. */
const FEW = 8;

/** A cell, with the members of it that are known. */
export class Known {
  readonly #first: string[] = [];
  #all: Set<string> | undefined;

  /**
   * @param areAll whether these are all members that the cell has
   */
  constructor(
    readonly start: number,
    public areAll: boolean,
  ) {}

  get size(): number {
    return this.#all?.size ?? this.#first.length;
  }

  has(member: string): boolean {
    return this.#all?.has(member) ?? this.#first.includes(member);
  }

  /** Adds one that it does not have. */
  add(member: string): void {
    if (this.#all !== undefined) this.#all.add(member);
    else if (this.#first.push(member) > FEW) {
      this.#all = new Set(this.#first);
      this.#first.length = 0;
    }
  }
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
    known = new Known(start, start > this.#lastStart);
    this.#cells.add(cell, known);
    return known;
  }

  /** Adds a member that is not known of the cell yet. */
  add(known: Known, member: string): void {
    if (known.size >= MOST) {
      known.areAll = false;
      return;
    }
    known.add(member);
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

function sizeOf({ size }: Known): number {
  return size;
}
