/** Who has disengaged, where the threshold changes while a player goes on and then stops. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Processor } from '../../../../processors/processor.js';
import { levelRows } from '../../../../processors/store/stats/levels.js';
import { Store } from '../../../../processors/store/store.js';
import { DEFAULT_SETTINGS, type Settings } from '../../../../settings/settings.js';
import { temporaryFolder } from '../../../support/database.js';
import { recordBatch } from '../../../support/record-batch.js';

const START = Date.UTC(2024, 10, 12);

/** Events of some minutes, each in a commit of its own; how many have disengaged after each. */
function gone(
  path: string,
  settings: Settings,
  played: readonly (readonly [player: string, minute: number])[],
) {
  const store = Store.open(path, settings);
  const processor = new Processor(store);
  const position = store.positions()[0] ?? store.addPosition('player-events', 0, 0);
  const counts = played.map(([player_id, minute]) => {
    const timestamp = new Date(START + minute * 60_000).toISOString();
    const event = { player_id, session_id: 's', event_type: 'move', level_id: 'l', map_id: 'm', timestamp };
    const records = [{ value: JSON.stringify(event) }];
    processor.take(position, recordBatch('player-events', 0, position.nextOffset, records));
    processor.commit();
    return levelRows(store.db)[0]!.disengaged;
  });
  store.close();
  return counts;
}

const after = (minutes: number): Settings => ({
  ...DEFAULT_SETTINGS,
  thresholds: { ...DEFAULT_SETTINGS.thresholds, disengaged_seconds: minutes * 60 },
});

test('is found with a shorter one, and with a longer one again', () => {
  const path = join(temporaryFolder(), 'test.db');
  const [ann, bob] = ['ann', 'bob'] as const;
  expect(
    gone(path, after(30), [
      [ann, 0],
      [bob, 0],
      [ann, 20],
      [bob, 25],
    ]),
  ).toEqual([0, 0, 0, 0]);
  expect(
    gone(path, after(10), [
      [bob, 29],
      [bob, 30],
      [ann, 30],
      [bob, 40],
    ]),
  ).toEqual([0, 1, 0, 1]);
  expect(
    gone(path, after(30), [
      [bob, 59],
      [bob, 60],
      [ann, 59],
      [bob, 90],
    ]),
  ).toEqual([0, 1, 0, 1]);
});
