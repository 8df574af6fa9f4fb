import { createHash } from 'node:crypto';

/**
 * A small seeded source of chance (sfc32). Only 32-bit integer steps and exact IEEE operations, so every machine
 * and every Node version draws the same numbers.
 */
export class Prng {
  private a: number;
  private b: number;
  private c: number;
  private counter: number;

  /** Streams made from different texts are independent: `new Prng(seed + '/servers')`. */
  constructor(text: string) {
    const digest = createHash('sha256').update(text).digest();
    this.a = digest.readInt32LE(0);
    this.b = digest.readInt32LE(4);
    this.c = digest.readInt32LE(8);
    this.counter = 1;
    for (let round = 0; round < 12; round++) this.uint32();
  }

  /** 0 ≤ n < 2³². */
  uint32(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** 0 ≤ x < 1. */
  unit(): number {
    return this.uint32() / 4294967296;
  }

  /** A whole number, 0 ≤ n < bound. */
  below(bound: number): number {
    return Math.floor(this.unit() * bound);
  }

  /** A real number, low ≤ x < high. */
  between(low: number, high: number): number {
    return low + this.unit() * (high - low);
  }

  /** A whole number, low ≤ n ≤ high. */
  whole(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)] as T;
  }
}

/**
 * A trait of a numbered thing without storing it: 0 ≤ x < 1, a function of the salt and the number alone.
 * So a million players need no memory until they appear.
 */
export function traitOf(salt: number, index: number): number {
  let mixed = (index ^ salt) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x27d4eb2f);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 4294967296;
}

/** Draws an index with the given weights: a table of running sums, looked up by bisection. */
export class WeightedIndex {
  private readonly sums: number[] = [];

  constructor(weights: readonly number[]) {
    let sum = 0;
    for (const weight of weights) {
      sum += weight;
      this.sums.push(sum);
    }
  }

  at(unit: number): number {
    const wanted = unit * (this.sums.at(-1) ?? 0);
    let low = 0;
    let high = this.sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.sums[middle] as number) > wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
