/** A bench must not lie: what it compares before it tells a speed has to notice any figure that is off. */
import { beforeAll, describe, expect, it } from 'vitest';
import { ExpectedFigures } from '../../bench/arms/expected.js';
import { digestOfTopics, figuresInDatabase } from '../../bench/figures.js';
import { checkFigures, WrongResults } from '../../bench/lies.js';
import { generate } from '../../generator/index.js';
import { openForWriting } from '../../processors/store/open.js';
import { WHATS } from '../../processors/store/stats/index.js';
import { temporaryFolder } from '../support/database.js';
import { folded } from '../support/folding.js';

const scenario = generate({ seed: 1, start: Date.UTC(2025, 0, 6), rate: 1.25, duplicates: 0.01 });
const events = Array.from({ length: 4000 }, () => scenario.take());
const expected = new ExpectedFigures();

beforeAll(() => {
  for (const { topic, key, value } of events) expected.add({ topic, key, value: value as string });
});

describe('the figures of a database', () => {
  it('are those of the second implementation, all of them', () => {
    const found = figuresInDatabase(database());
    expect(Object.keys(found).sort()).toEqual([...WHATS].sort());
    expect(() => checkFigures('plain', expected.digests(), found)).not.toThrow();
  });

  it.each([
    ['items', 'UPDATE items SET purchases = purchases + 1 WHERE item_id = (SELECT min(item_id) FROM items)'],
    ['combat', 'DELETE FROM combat'],
    ['topics', "UPDATE partitions SET duplicate = duplicate + 1 WHERE topic = 'player-events'"],
  ])('are told by name when %s is off', (figure, change) => {
    const path = database();
    const db = openForWriting(path);
    db.exec(change);
    db.close();
    const found = figuresInDatabase(path);
    expect(() => checkFigures('plain', expected.digests(), found)).toThrow(WrongResults);
    expect(() => checkFigures('plain', expected.digests(), found)).toThrow(
      `plain: ${figure} of the database`,
    );
  });

  it('that are not there at all are off', () => {
    expect(() => checkFigures('plain', expected.digests(), {})).toThrow('alerts, audience, combat');
  });
});

it('counts of topics are those of all partitions together', () => {
  const row = { topic: 'combat-events', received: 3, accepted: 2, duplicate: 1, rejected: 0 };
  const other = { ...row, received: 5, accepted: 5, duplicate: 0 };
  const sum = { ...row, received: 8, accepted: 7 };
  expect(digestOfTopics([row, other])).toBe(digestOfTopics([sum]));
  expect(digestOfTopics([row, row])).not.toBe(digestOfTopics([sum]));
});

function database(): string {
  const given = events.map(({ topic, value }) => ({ topic, event: JSON.parse(value as string) as object }));
  const store = folded(temporaryFolder(), given, [{ size: 2000, after: 'commit' }]);
  store.close();
  return store.path;
}
