/**
 * Members of distinct measures that are known to be in their table, so that who comes again costs no SQL. Of the
 * windows and levels in use only, and of each at most `MOST` members: the others are asked of the table.
 */
import { Generations } from './generations.js';

/** Members a generation holds, and a cell; there are two generations. */
const MOST = 131_072;

export class KnownMembers {
  readonly #cells = new Generations<string | number, Set<string>>(sizeOf);

  /** The members known of a cell; whoever is `add`ed to it is known from then on. */
  of(cell: string | number): Set<string> {
    let members = this.#cells.get(cell);
    if (members !== undefined) return members;
    members = new Set();
    this.#cells.add(cell, members);
    return members;
  }

  add(members: Set<string>, member: string): void {
    if (members.size >= MOST) return;
    members.add(member);
    this.#cells.grow();
  }

  /** To be called when the cells of a commit are through. */
  settle(): void {
    if (this.#cells.weight > MOST) this.#cells.turn();
  }
}

function sizeOf(members: Set<string>): number {
  return members.size;
}
