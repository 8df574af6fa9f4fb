/**
 * Numbers for pairs of codes: 0, 1, 2 … in the order in which they are first asked for. An open table over typed arrays,
 * so that a fold groups events without a text, an object or a closure for any of them.
 */

const SMALLEST = 256;

export class CodePairs {
  /** How many pairs there are: every number is smaller. */
  size = 0;
  /** The codes of the pairs by their numbers. Other arrays after `numberOf` has added one. */
  firsts = new Int32Array(SMALLEST);
  seconds = new Int32Array(SMALLEST);
  /** Numbers plus one; 0 where the slot is free. Twice as many as there is room for pairs. */
  #slots = new Int32Array(2 * SMALLEST);

  /** The number of a pair, which gets one if it has none yet: then `size` is one more afterwards. */
  numberOf(first: number, second: number): number {
    const mask = this.#slots.length - 1;
    let slot = hashOf(first, second) & mask;
    for (let taken = this.#slots[slot]!; taken !== 0; taken = this.#slots[slot]!) {
      if (this.firsts[taken - 1] === first && this.seconds[taken - 1] === second) return taken - 1;
      slot = (slot + 1) & mask;
    }
    if (this.size === this.firsts.length) {
      this.#grow();
      return this.numberOf(first, second);
    }
    const number = this.size++;
    this.#slots[slot] = number + 1;
    this.firsts[number] = first;
    this.seconds[number] = second;
    return number;
  }

  /** Forgets all pairs, and gives room back that they were far from filling. */
  clear(): void {
    if (this.firsts.length > SMALLEST && this.size < this.firsts.length / 8) this.#resize(SMALLEST);
    else this.#slots.fill(0);
    this.size = 0;
  }

  #grow(): void {
    const { firsts, seconds } = this;
    this.#resize(2 * firsts.length);
    this.firsts.set(firsts);
    this.seconds.set(seconds);
    const mask = this.#slots.length - 1;
    for (let number = 0; number < this.size; number++) {
      let slot = hashOf(firsts[number]!, seconds[number]!) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = number + 1;
    }
  }

  #resize(room: number): void {
    this.firsts = new Int32Array(room);
    this.seconds = new Int32Array(room);
    this.#slots = new Int32Array(2 * room);
  }
}

/** Codes are small and follow one another: what they differ in must reach all bits. */
function hashOf(first: number, second: number): number {
  let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
