/** `verify` on databases that retention has dropped from: bit by bit, and with another time to keep later. */
import { expect, test } from 'vitest';
import { databasePath } from '../../processors/store/open.js';
import { Store } from '../../processors/store/store.js';
import { DEFAULT_SETTINGS, type Settings } from '../../settings/settings.js';
import { eventSet, RETAINING } from '../fuzz/permutations.js';
import { Place } from './verified.js';

const EVENTS = eventSet(300);

/** Puts the values of each topic into its log. */
function send(place: Place, of: (values: string[]) => string[] = (values) => values): void {
  for (const topic of new Set(EVENTS.map((event) => event.topic))) {
    const values = EVENTS.filter((event) => event.topic === topic).map(({ value }) => value);
    place.log.set(topic, 0, of(values));
  }
}

async function expectEqual(place: Place, settings: Settings): Promise<void> {
  const report = await place.verify(settings);
  expect(report.differences.first).toEqual([]);
  expect(report.figures.every(({ extent }) => extent === 'all')).toBe(true);
}

test('a database amid dropping is as it should be after each step', async () => {
  const place = new Place(DEFAULT_SETTINGS);
  send(place);
  await place.process();
  const store = Store.open(databasePath(place.dataDir), RETAINING, { dropLimits: { rows: 1, ms: 0 } });
  let steps = 0;
  while (store.drop()) if (steps++ % 3 === 0) await expectEqual(place, RETAINING);
  store.close();
  expect(steps).toBeGreaterThan(12);
  await expectEqual(place, RETAINING);
}, 60_000);

test('late events of what has gone make no part of it, where more or everything is retained later', async () => {
  for (const settings of [DEFAULT_SETTINGS, { ...RETAINING, retain_seconds: 30 * 86_400 }]) {
    const place = new Place(RETAINING);
    send(place);
    await place.process();
    // All of them once more, as others: of windows that have gone they must not make new ones.
    send(place, (values) => [...values, ...values.map((value) => value.replace(/,"event_id":"[^"]*"/, ''))]);
    const longer = new Place(settings, place);
    await longer.process();
    await expectEqual(longer, settings);
    await expectEqual(longer, RETAINING);
  }
}, 60_000);
