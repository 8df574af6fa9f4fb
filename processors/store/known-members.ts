/**
 * Members of distinct measures that are known to be in their table, so that who comes again costs no SQL. Of the
 * windows and levels in use only, and of each at most `MOST` members: the others are asked of the table.
 */

/** Members a generation holds, and a cell; there are two generations. */
const MOST = 131_072;

export class KnownMembers {
  #young = new Map<string | number, Set<string>>();
  #old = new Map<string | number, Set<string>>();
  #size = 0;

  /** The members known of a cell; whoever is `add`ed to it is known from then on. */
  of(cell: string | number): Set<string> {
    let members = this.#young.get(cell);
    if (members !== undefined) return members;
    members = this.#old.get(cell) ?? new Set();
    this.#young.set(cell, members);
    this.#size += members.size;
    return members;
  }

  add(members: Set<string>, member: string): void {
    if (members.size >= MOST) return;
    members.add(member);
    this.#size++;
  }

  /** To be called when the cells of a commit are through. */
  settle(): void {
    if (this.#size <= MOST) return;
    this.#old = this.#young;
    this.#young = new Map();
    this.#size = 0;
  }
}
