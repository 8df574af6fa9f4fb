import { expect, test } from 'vitest';
import { Generations } from '../../../processors/store/generations.js';

test('what is asked for outlives a turn, and what is not asked for is gone with the second', () => {
  const ages = new Generations<string, { of: string }>();
  const [ann, bob] = [{ of: 'ann' }, { of: 'bob' }];
  ages.add('ann', ann);
  ages.add('bob', bob);
  expect(ages.weight).toBe(2);
  for (let turns = 0; turns < 3; turns++) {
    ages.turn();
    expect(ages.weight).toBe(0);
    expect(ages.get('ann')).toBe(ann);
    expect(ages.get('ann')).toBe(ann);
    expect(ages.weight).toBe(1);
  }
  expect(ages.get('bob')).toBeUndefined();
  ages.turn();
  ages.turn();
  expect(ages.get('ann')).toBeUndefined();
  expect(ages.weight).toBe(0);
});

test('an entry weighs what is said of it, also when it comes back from the old generation', () => {
  const sets = new Generations<number, Set<string>>((set) => set.size);
  const set = new Set(['a', 'b']);
  sets.add(1, set);
  set.add('c');
  sets.grow();
  expect(sets.weight).toBe(3);
  sets.turn();
  expect(sets.get(1)).toBe(set);
  expect(sets.weight).toBe(3);
});
