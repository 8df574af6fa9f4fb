/**
 * Groups by window and subject, many to a row: a row for each would cost ten times as much to write. The leaves in use
 * stay in memory, so that a commit of live events reads nothing.
 */
import { HOUR } from '../../rollups/rollup.js';
import { BulkRows } from '../../store/bulk-rows.js';
import type { Db } from '../../store/open.js';
import { Group } from './group.js';
import { bytesOf, groupsIn } from './group-bytes.js';
import { Leaf, MOST_HELD, PLACES, placeOf } from './leaf.js';

/** Groups kept in memory between two commits. */
const MOST_KEPT = 65_536;

/** Leaves read at a time. */
const PAGE = 1000;

/** Told of a group that has changed: the start of its window. */
export type ToldGroup = (start: number, group: Group) => void;

/** What the groups of a table are. */
export interface GroupKind {
  /** Whether its groups name their members, as long as they are few; otherwise they are numbers. */
  readonly namesMembers: boolean;
  /** What a group counts of what a leaf may hold: at least one, and never less than before. */
  weigh(group: Group): number;
}

/** How many windows share leaves: those of about an hour, a power of two of them. */
export function windowsOfStretch(windowMs: number): number {
  return 2 ** Math.max(0, Math.ceil(Math.log2(HOUR / windowMs)));
}

/** `CREATE` of a table with leaves: `size` is that of the range of places from `place` on. */
export function leavesTable(name: string): string {
  return `CREATE TABLE ${name} (
    stretch INTEGER NOT NULL,
    place INTEGER NOT NULL,
    size INTEGER NOT NULL,
    groups BLOB NOT NULL,
    PRIMARY KEY (stretch, place)
  ) STRICT, WITHOUT ROWID`;
}

export class PackedGroups {
  readonly stretchMs: number;
  readonly #windows: number;
  /** The leaves that are in memory, by the start of their stretch, in order. */
  readonly #stretches = new Map<number, Leaf[]>();
  #kept = 0;
  readonly #touched: { readonly stretch: number; readonly leaf: Leaf }[] = [];
  readonly #leafBefore;
  readonly #page;
  readonly #rows: BulkRows;

  constructor(
    db: Db,
    table: string,
    readonly windowMs: number,
    readonly kind: GroupKind,
  ) {
    this.#windows = windowsOfStretch(windowMs);
    this.stretchMs = this.#windows * windowMs;
    this.#leafBefore = db.prepare(
      `SELECT place, size, groups FROM ${table} WHERE stretch = ? AND place <= ? ORDER BY place DESC LIMIT 1`,
    );
    this.#page = db.prepare(
      `SELECT stretch, place, groups FROM ${table} WHERE (stretch, place) > (?, ?) ORDER BY stretch, place LIMIT ${PAGE}`,
    );
    this.#rows = new BulkRows(db, `INSERT OR REPLACE INTO ${table}`, 4);
  }

  stretchOf(start: number): number {
    return Math.floor(start / this.stretchMs) * this.stretchMs;
  }

  /** The group of a subject in a window, to be changed by who asks; a new one where there is none. */
  groupOf(start: number, subject: string): Group {
    const stretch = this.stretchOf(start);
    const index = (start - stretch) / this.windowMs;
    const place = placeOf(index, subject);
    const leaf = this.#leafAt(stretch, place);
    this.#touch(stretch, leaf);
    let group = leaf.find(place, subject);
    if (group === undefined) {
      group = new Group(index, subject, this.kind.namesMembers ? [] : 0);
      leaf.insert(place, group);
      this.#kept++;
      // At once: a commit may bring a stretch a million groups.
      if (leaf.groups.length > MOST_HELD) this.#halve(stretch, leaf);
    }
    return group;
  }

  /** Writes the leaves whose groups have changed, and tells of these. */
  flush(told: ToldGroup): void {
    const touched = this.#touched;
    for (let i = 0; i < touched.length; i++) {
      const { stretch, leaf } = touched[i]!;
      // Upper halves come to the end of what is touched.
      this.#halve(stretch, leaf);
      leaf.touched = false;
      let changed = leaf.halved;
      leaf.halved = false;
      for (const group of leaf.groups) {
        if (!group.changed) continue;
        group.changed = false;
        changed = true;
        if (typeof group.content !== 'number') group.content.sort();
        told(stretch + group.index * this.windowMs, group);
      }
      if (changed) {
        this.#rows.put(stretch).put(leaf.start).put(leaf.size).put(bytesOf(leaf.groups));
      }
    }
    this.#rows.flush();
    touched.length = 0;
    if (this.#kept <= MOST_KEPT) return;
    this.#stretches.clear();
    this.#kept = 0;
  }

  /** All there are in the table, with the starts of their windows. */
  *all(): Generator<[start: number, group: Group]> {
    let last = { stretch: -1, place: 0 };
    for (;;) {
      const rows = this.#page.all(last.stretch, last.place) as (typeof last & { groups: Buffer })[];
      for (const { stretch, groups } of rows) {
        for (const group of groupsIn(groups, this.kind.namesMembers)) {
          yield [stretch + group.index * this.windowMs, group];
        }
      }
      if (rows.length < PAGE) return;
      last = rows.at(-1)!;
    }
  }

  #touch(stretch: number, leaf: Leaf): void {
    if (leaf.touched) return;
    leaf.touched = true;
    this.#touched.push({ stretch, leaf });
  }

  #halve(stretch: number, leaf: Leaf): void {
    while (leaf.isTooFull(this.kind.weigh)) {
      const upper = leaf.halve();
      const leaves = this.#stretches.get(stretch)!;
      leaves.splice(after(leaves, leaf.start), 0, upper);
      this.#touch(stretch, upper);
      this.#halve(stretch, upper);
    }
  }

  #leafAt(stretch: number, place: number): Leaf {
    let leaves = this.#stretches.get(stretch);
    if (leaves === undefined) {
      leaves = [];
      this.#stretches.set(stretch, leaves);
    }
    const at = after(leaves, place);
    const before = leaves[at - 1];
    if (before?.has(place)) return before;
    const leaf = this.#read(stretch, place);
    leaves.splice(at, 0, leaf);
    this.#kept += leaf.groups.length;
    return leaf;
  }

  /** Without a row the stretch has no groups: the leaves of one that has some leave out no place. */
  #read(stretch: number, place: number): Leaf {
    const row = this.#leafBefore.get(stretch, place) as
      | { place: number; size: number; groups: Buffer }
      | undefined;
    return row === undefined
      ? new Leaf(0, this.#windows * PLACES)
      : new Leaf(row.place, row.size, groupsIn(row.groups, this.kind.namesMembers));
  }
}

/** Where the first leaf is that starts after a place. */
function after(leaves: readonly Leaf[], place: number): number {
  let low = 0;
  let high = leaves.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (leaves[middle]!.start <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}
