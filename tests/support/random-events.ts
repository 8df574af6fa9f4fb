/**
 * Random events of a small world, so that keys, windows, repeats and ties meet often: what a property test needs and
 * a simulation seldom gives.
 */
import fc from 'fast-check';
import type { Topic } from '../../schemas/index.js';
import type { PlainRecord } from './record-batch.js';

export interface SentRecord extends PlainRecord {
  readonly topic: Topic;
  readonly partition: number;
}

/** Around the turn of a year and of a 5-minute window. */
const BASE = Date.UTC(2024, 11, 31, 23, 50);
const RECORD_TIME = BASE + 3 * 3_600_000;

const name = (prefix: string, n: number) => fc.integer({ min: 0, max: n }).map((i) => `${prefix}${i}`);
/** Ids whose UTF-8 and UTF-16 orders differ, and one that would break a separator. */
const oddName = fc.constantFrom('a', 'a\u0000b', 'é', '\uffee', '😀', '1:a');
const time = fc.integer({ min: 0, max: 2 * 3_600_000 }).map((ms) => BASE + ms - (ms % 500));
const isoTime = time.map((ms) => new Date(ms).toISOString());
const eventId = fc.option(
  fc.oneof(
    fc.integer({ min: 0, max: 30 }).map((n) => `src-${n}`),
    fc.integer({ min: 2040, max: 2060 }).map((n) => `other.src-${n}`),
    fc.constantFrom('9a1b', 'src-01', 'id-x', 'src-0'),
  ),
  { nil: undefined },
);
const price = fc.oneof(
  fc.constantFrom(0, 0.1, 19.99, 1e9, 1.2345675, 5e-7, 4.9e-7, 2.5),
  fc.double({ min: 0, max: 1e9, noNaN: true }),
);
const load = fc.oneof(fc.constantFrom(0, 89.999, 90, 97, 100), fc.double({ min: 0, max: 100, noNaN: true }));

/** Half the purchases fall into twelve minutes and on one item, so that the rules of fraud have something to flag. */
const purchaseTime = fc.oneof(
  fc.integer({ min: 0, max: 48 }).map((n) => new Date(BASE + n * 15_000).toISOString()),
  isoTime,
);

const bodies: Record<Topic, fc.Arbitrary<object>> = {
  'player-events': fc.record({
    player_id: fc.oneof(name('p', 4), oddName),
    session_id: name('s', 2),
    event_type: fc.constantFrom('move', 'interaction', 'level_complete'),
    level_id: fc.oneof(name('l', 2), oddName),
    map_id: fc.oneof(name('m', 2), oddName),
    timestamp: isoTime,
  }),
  'purchase-events': fc.record({
    player_id: name('p', 4),
    item_id: fc.oneof({ weight: 2, arbitrary: fc.constant('i0') }, name('i', 3), oddName),
    price,
    currency: fc.constantFrom('USD', 'EUR'),
    purchase_timestamp: purchaseTime,
    ip_address: fc.constantFrom('1.2.3.4', '::ffff:1.2.3.4', '::1', '::0:2'),
  }),
  'server-metrics': fc.record({
    server_id: name('sv', 2),
    cpu_load: load,
    memory_usage: load,
    latency: fc.oneof(fc.constantFrom(199.9, 200, 500), fc.double({ min: 0, max: 1e6, noNaN: true })),
    timestamp: isoTime,
  }),
  'combat-events': fc.record({
    playerid: name('p', 4),
    timestamp: time,
    eventtype: fc.constantFrom('kill', 'death'),
  }),
  'game-actions': fc
    .tuple(
      name('p', 4),
      isoTime,
      fc.oneof(
        fc.record({ event_type: fc.constant('buy_sword'), sword_type: oddName }),
        fc.record({ event_type: fc.constant('buy_weapon'), weapon_type: name('w', 2) }),
        fc.record({ event_type: fc.constant('join_guild'), guild_name: oddName }),
        fc.constant({ event_type: 'leave_guild' }),
        fc.record({
          event_type: fc.constant('battle'),
          opponent_id: name('p', 4),
          outcome: fc.constantFrom('win', 'lose'),
          health: load,
        }),
      ),
    )
    .map(([player_id, timestamp, what]) => ({ player_id, timestamp, ...what })),
};

function recordsOf(topic: Topic): fc.Arbitrary<SentRecord> {
  const valid = fc.tuple(bodies[topic], eventId).map(([body, id]) => {
    const event = id === undefined ? body : { ...body, event_id: id };
    return JSON.stringify(event);
  });
  const broken = fc.tuple(valid, fc.nat()).map(([text, at]) => text.slice(0, at % text.length));
  const extra = valid.map((text) => text.replace('{', '{"extra":1,'));
  const value = fc.oneof(
    { weight: 12, arbitrary: valid },
    { weight: 1, arbitrary: broken },
    { weight: 1, arbitrary: extra },
  );
  return fc.record({
    topic: fc.constant(topic),
    partition: fc.integer({ min: 0, max: 1 }),
    key: fc.constantFrom('k', undefined),
    value,
    // Mostly after the events, at times before some of them, so that the 5-minute rule bites; at times unknown.
    timestamp: fc.oneof(
      { weight: 6, arbitrary: fc.constant(RECORD_TIME) },
      { weight: 1, arbitrary: fc.constant(BASE + 30 * 60_000) },
      { weight: 1, arbitrary: fc.constant(undefined) },
    ),
  });
}

export const sentRecords: fc.Arbitrary<SentRecord[]> = fc.array(
  fc.oneof(...(Object.keys(bodies) as Topic[]).map(recordsOf)),
  { maxLength: 150, size: 'max' },
);
