/**
 * A bounded memory of what was in use lately, in two generations: what is asked for belongs to the young one, and when
 * that is full it becomes the old one, whose entries not asked for until the next turn are forgotten. A hit costs a look
 * into one map; nothing is kept in order of use.
 */
export class Generations<K, V extends object> {
  #young = new Map<K, V>();
  #old = new Map<K, V>();
  #weight = 0;
  readonly #weigh: (value: V) => number;

  /** @param weigh what an entry counts in `weight`: 1 when absent */
  constructor(weigh: (value: V) => number = one) {
    this.#weigh = weigh;
  }

  /** Of the young generation; the old one is as heavy as this was before the turn. */
  get weight(): number {
    return this.#weight;
  }

  get(key: K): V | undefined {
    const value = this.#young.get(key);
    return value === undefined ? this.#promoted(key) : value;
  }

  /** Takes in what `get` has not found. */
  add(key: K, value: V): void {
    this.#young.set(key, value);
    this.#weight += this.#weigh(value);
  }

  /** An entry that was got has become heavier by one. */
  grow(): void {
    this.#weight++;
  }

  /**
   * Forgets what has not been asked for since the turn before.
   * @param forgotten told what is forgotten
   */
  turn(forgotten?: (value: V) => void): void {
    if (forgotten !== undefined) {
      for (const [key, value] of this.#old) if (!this.#young.has(key)) forgotten(value);
    }
    this.#old = this.#young;
    this.#young = new Map();
    this.#weight = 0;
  }

  #promoted(key: K): V | undefined {
    const value = this.#old.get(key);
    if (value !== undefined) this.add(key, value);
    return value;
  }
}

function one(): number {
  return 1;
}
