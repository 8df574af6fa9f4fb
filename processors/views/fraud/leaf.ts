/**
 * A leaf: groups of a stretch of windows that lie in one row. Where a group belongs is a number, its place: the window in
 * the stretch, then a hash of the subject. A leaf has a range of places; when it holds too much it is halved, so that which
 * leaves there are depends on what they hold and not on the order in which it came.
 */
import { hashId } from '../../store/id-buckets.js';
import type { Group } from './group.js';

/** Places of a window. */
export const PLACES = 2 ** 32;

/** What a leaf holds at most, unless one group is more than that: rows stay below a kilobyte or so. */
export const MOST_HELD = 32;

export function placeOf(index: number, subject: string): number {
  return index * PLACES + hashId(subject).a;
}

export class Leaf {
  /** Whether a group of it was asked for since the last commit, or it was halved. */
  touched = false;
  /** Whether its row is another now, whatever its groups are. */
  halved = false;
  /** In order; of groups at the same place in the order of subjects. */
  #places: number[];
  #groups: Group[];

  /**
   * @param size of its range of places
   * @param groups in order
   */
  constructor(
    readonly start: number,
    public size: number,
    groups: Group[] = [],
  ) {
    this.#groups = groups;
    this.#places = groups.map(({ index, subject }) => placeOf(index, subject));
  }

  get groups(): readonly Group[] {
    return this.#groups;
  }

  has(place: number): boolean {
    return place >= this.start && place < this.start + this.size;
  }

  find(place: number, subject: string): Group | undefined {
    for (let at = this.#first(place); this.#places[at] === place; at++) {
      const group = this.#groups[at]!;
      if (group.subject === subject) return group;
    }
    return undefined;
  }

  /** @param group that it does not have */
  insert(place: number, group: Group): void {
    let at = this.#first(place);
    while (this.#places[at] === place && this.#groups[at]!.subject < group.subject) at++;
    const places = this.#places;
    const groups = this.#groups;
    for (let i = places.length; i > at; i--) {
      places[i] = places[i - 1]!;
      groups[i] = groups[i - 1]!;
    }
    places[at] = place;
    groups[at] = group;
  }

  /** Whether it is to be halved. What a group weighs never becomes less. */
  isTooFull(weigh: (group: Group) => number): boolean {
    if (this.#groups.length < 2 || this.size === 1) return false;
    let weight = 0;
    for (const group of this.#groups) weight += weigh(group);
    return weight > MOST_HELD;
  }

  /** Keeps the lower half of its range, and gives the upper one. */
  halve(): Leaf {
    this.size /= 2;
    const upper = new Leaf(this.start + this.size, this.size);
    this.halved = true;
    upper.halved = true;
    const at = this.#first(upper.start);
    upper.#places = this.#places.splice(at);
    upper.#groups = this.#groups.splice(at);
    return upper;
  }

  /** Where the first group is that has this place or a later one. */
  #first(place: number): number {
    const places = this.#places;
    let low = 0;
    let high = places.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (places[middle]! < place) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
