import { describe, expect, it } from 'vitest';
import { Prng, traitOf, WeightedIndex } from '../../generator/prng.js';
import { TimeQueue } from '../../generator/time-queue.js';

describe('Prng', () => {
  it('draws the same numbers from the same text, others from another', () => {
    const draw = (text: string) => {
      const prng = new Prng(text);
      return Array.from({ length: 5 }, () => prng.uint32());
    };
    expect(draw('a')).toEqual(draw('a'));
    expect(draw('a')).not.toEqual(draw('b'));
  });

  it('is spread evenly', () => {
    const prng = new Prng('even');
    const tenths = Array.from({ length: 50_000 }, () => prng.whole(1, 10));
    for (let value = 1; value <= 10; value++) {
      const count = tenths.filter((drawn) => drawn === value).length;
      expect(Math.abs(count - 5_000)).toBeLessThan(300);
    }
    expect(Math.min(...tenths)).toBe(1);
    expect(Math.max(...tenths)).toBe(10);
  });
});

describe('traitOf', () => {
  it('is spread evenly over numbers, differently for each salt', () => {
    const low = (salt: number) => Array.from({ length: 10_000 }, (_, index) => traitOf(salt, index) < 0.25);
    expect(Math.abs(low(1).filter(Boolean).length - 2_500)).toBeLessThan(150);
    const other = low(2);
    const both = low(1).filter((isLow, index) => isLow && other[index]).length;
    expect(Math.abs(both - 625)).toBeLessThan(100);
  });
});

describe('WeightedIndex', () => {
  it('gives each index its share', () => {
    const weighted = new WeightedIndex([1, 0, 3]);
    expect([0, 0.2, 0.25, 0.5, 0.999].map((unit) => weighted.at(unit))).toEqual([0, 0, 2, 2, 2]);
  });
});

describe('TimeQueue', () => {
  it('gives things back by time, those of one time as they came', () => {
    const prng = new Prng('queue');
    const queue = new TimeQueue<number>();
    const pushed = Array.from({ length: 2_000 }, (_, ticket) => ({ time: prng.below(300), ticket }));
    for (const { time, ticket } of pushed) queue.push(time, ticket);
    const sorted = pushed.toSorted((one, other) => one.time - other.time || one.ticket - other.ticket);
    for (const { time, ticket } of sorted) {
      expect(queue.firstTime()).toBe(time);
      expect(queue.pop()).toBe(ticket);
    }
    expect(queue.size).toBe(0);
    expect(queue.firstTime()).toBe(Number.POSITIVE_INFINITY);
    expect(() => queue.pop()).toThrow('empty');
  });

  it('postpones the first thing behind those of the same time', () => {
    const queue = new TimeQueue<string>();
    queue.push(1, 'a');
    queue.push(2, 'b');
    queue.push(3, 'c');
    queue.postponeFirst(2);
    expect([queue.pop(), queue.pop(), queue.pop()]).toEqual(['b', 'a', 'c']);
  });
});
