/** Events by topic, for the columns modules to judge. */
import { generate } from '../../../generator/index.js';
import { Prng } from '../../../generator/prng.js';
import type { Topic } from '../../../schemas/index.js';
import { DEFAULT_SETTINGS } from '../../../settings/settings.js';
import type { PlainRecord } from '../../support/record-batch.js';
import { Records } from '../records.js';

export type Kind = 'generated' | 'mutated';

const START = Date.UTC(2026, 1, 27, 18);

/** Half of them generated and half mutated. */
export function eventsOfBothKinds(
  seed: number,
  count: number,
): readonly (readonly [Kind, Map<Topic, PlainRecord[]>])[] {
  return [
    ['generated', generated(seed, Math.ceil(count / 2))],
    ['mutated', mutated(seed, Math.floor(count / 2))],
  ];
}

/** As `game-flow generate` sends them, a few spoiled ones and repeats among them. */
function generated(seed: number, count: number): Map<Topic, PlainRecord[]> {
  const events = new Map<Topic, PlainRecord[]>();
  const scenario = generate({ seed, start: START, players: 500, bad: 0.002, duplicates: 0.01, late: 0.01 });
  for (let i = 0; i < count; i++) {
    const { topic, key, value, at } = scenario.next().value;
    add(events, topic, { key, value, timestamp: Math.round(at) });
  }
  return events;
}

function mutated(seed: number, count: number): Map<Topic, PlainRecord[]> {
  const events = new Map<Topic, PlainRecord[]>();
  const chance = new Prng(`${seed}/mutated`);
  const source = new Records(chance, { wild: chance.chance(0.5), settings: DEFAULT_SETTINGS });
  for (let i = 0; i < count; i++) {
    const { topic, ...record } = source.next();
    add(events, topic, record);
  }
  return events;
}

function add(events: Map<Topic, PlainRecord[]>, topic: Topic, record: PlainRecord): void {
  const records = events.get(topic);
  if (records === undefined) events.set(topic, [record]);
  else records.push(record);
}
