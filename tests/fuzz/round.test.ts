/** The short form of `npm run fuzz`, and proof that it can fail. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { PartitionIds } from '../../processors/duplicates/duplicates.js';
import { Store } from '../../processors/store/store.js';
import { fuzz, fuzzRound } from './fuzz.js';

const say = () => undefined;
afterEach(() => vi.restoreAllMocks());

test.each([1, 8])('5,000 mutated events, each judged and counted as by verify (seed %i)', (seed) => {
  const { tally, problems } = fuzz({ count: 5000, seed, say });
  expect(problems).toEqual([]);
  expect(tally.records).toBe(5000);
  expect(tally.parsed).toBeGreaterThan(0.3 * 5000);
});

test('a seed says what is sent, and what comes of it', () => {
  const [one, again, other] = [1, 1, 2].map((seed) => fuzzRound(500, seed).tally.lines());
  expect(one).toEqual(again);
  expect(one).not.toEqual(other);
});

describe('it is red, and few records show why,', () => {
  test('when the duplicate check is off', () => {
    vi.spyOn(PartitionIds.prototype, 'seeNumbers').mockReturnValue(0);
    vi.spyOn(PartitionIds.prototype, 'seeOther').mockReturnValue('new');
    const { problems } = fuzzRound(400, 1);
    expect(problems[0]).toMatch(/offsets \d+ to \d+: .* duplicate.*; by verify/);
    expect(problems).toContain('To repeat: npm run fuzz -- --count 400 --seed 1');
    expect(problems.at(-2)).toMatch(/event_id/);
  });

  test('when a commit loses its dead letters', () => {
    const { commit } = Store.prototype;
    vi.spyOn(Store.prototype, 'commit').mockImplementation(function (this: Store, changes) {
      commit.call(this, { ...changes, deadLetters: changes.deadLetters.slice(1) });
    });
    expect(fuzzRound(400, 1).problems[0]).toMatch(/offset \d+: no dead letter; by verify rejected; value/);
  });

  test('when commits write offsets and no rows', () => {
    const { commit } = Store.prototype;
    vi.spyOn(Store.prototype, 'commit').mockImplementation(function (this: Store, changes) {
      commit.call(this, { ...changes, watermarks: new Map() });
    });
    expect(fuzzRound(400, 1).problems.join('\n')).toMatch(/"figure":/);
  });
});
