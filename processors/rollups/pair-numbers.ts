/**
 * Numbers pairs of 32-bit integers 0, 1, 2 … in order of first sight: a hash table over typed arrays, so that grouping a
 * million rows makes no object. Longer tuples are pairs of a pair's number and the next part.
 */
const LEAST = 256;

export class PairNumbers {
  /** The pairs by their number; only up to `size`. Other arrays once a pair has been added. */
  first = new Int32Array(LEAST);
  second = new Int32Array(LEAST);
  size = 0;
  /** Number + 1 of the pair that is kept there, 0 for none; twice as long as the pairs are. */
  #slots = new Int32Array(2 * LEAST);

  /** Puts the numbers of the pairs `(a[i], b[i])` into `into`, which may be `a`. */
  number(a: Int32Array, b: Int32Array, into: Int32Array, count: number): void {
    let number = -1;
    let lastA = 0;
    let lastB = 0;
    for (let i = 0; i < count; i++) {
      const x = a[i]!;
      const y = b[i]!;
      // Rows of one key often come together.
      if (number < 0 || x !== lastA || y !== lastB) number = this.numberOf(x, y);
      into[i] = number;
      lastA = x;
      lastB = y;
    }
  }

  /** The number of a pair; one that is new gets `size` as it was. */
  numberOf(x: number, y: number): number {
    const { first, second } = this;
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hashOf(x, y) & mask;
    for (;;) {
      const number = slots[slot]! - 1;
      if (number < 0) break;
      if (first[number] === x && second[number] === y) return number;
      slot = (slot + 1) & mask;
    }
    if (this.size === first.length) {
      this.#grow();
      return this.numberOf(x, y);
    }
    first[this.size] = x;
    second[this.size] = y;
    slots[slot] = ++this.size;
    return this.size - 1;
  }

  /** Numbers begin at 0 again. A table that was far too large gets smaller, so that clearing it stays cheap. */
  clear(): void {
    const { size } = this;
    this.size = 0;
    if (this.first.length > LEAST && size < this.first.length / 16) this.#resize(this.first.length / 4);
    else this.#slots.fill(0);
  }

  #grow(): void {
    const { first, second } = this;
    this.#resize(2 * first.length);
    this.first.set(first);
    this.second.set(second);
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let number = 0; number < this.size; number++) {
      let slot = hashOf(first[number]!, second[number]!) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    }
  }

  #resize(length: number): void {
    this.first = new Int32Array(length);
    this.second = new Int32Array(length);
    this.#slots = new Int32Array(2 * length);
  }
}

function hashOf(x: number, y: number): number {
  const mixed = Math.imul(x ^ Math.imul(y, 0x9e3779b1), 0x85ebca6b);
  return Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) >>> 3;
}
