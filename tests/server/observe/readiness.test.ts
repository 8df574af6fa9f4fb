import Fastify from 'fastify';
import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { positionWriter } from '../../../processors/store/partitions.js';
import type { Observer, ObserverParts } from '../../../server/observe/observer.js';
import { registerObserve } from '../../../server/observe/route.js';
import { temporaryStore } from '../../support/database.js';
import { brokerOf, observerOf } from '../support/observer.js';

const NOW = Date.parse('2024-11-12T10:30:00Z');

/** A place that is ready: of 120 records 20 are folded, the last of them a minute old. */
function place(parts: Partial<ObserverParts> = {}) {
  const store = temporaryStore();
  const position = store.addPosition('combat-events', 0, 20);
  position.highWatermark = 100;
  position.maxRecordTime = NOW - 60_000;
  positionWriter(store.db)(position);
  return observerOf({
    read: (read) => read(store.db),
    broker: brokerOf([{ topic: 'combat-events', partition: 0, logStart: 0, highWatermark: 120 }]),
    ...parts,
  });
}

async function ready(observer: Observer): Promise<[number, unknown]> {
  const app = Fastify();
  registerObserve(app, observer, new Registry());
  await app.ready();
  await observer.parts.broker.ask();
  observer.look();
  const { statusCode, body } = await app.inject('/readyz');
  await app.close();
  return [statusCode, JSON.parse(body)];
}

const ok = { broker: 'ok', database: 'ok', processors: 'ok', lag: 'ok' };

describe('ready', () => {
  it('when everything does its work', async () => {
    expect(await ready(place())).toEqual([200, { status: 'ready', checks: ok }]);
  });

  it('up to its limits, and with a last record that is as old as it may be', async () => {
    expect(await ready(place({ ready: { lag: 100, ageSeconds: 60 } }))).toEqual([
      200,
      { status: 'ready', checks: { ...ok, last_record: 'ok' } },
    ]);
  });

  it.each<[string, Partial<ObserverParts>, object]>([
    ['the broker does not answer', { broker: brokerOf([], () => Number.NaN) }, { broker: 'failed' }],
    ['nobody processes', { processing: () => ({ where: 'none', note: '' }) }, { processors: 'failed' }],
    ['more is not folded', { ready: { lag: 99, ageSeconds: undefined } }, { lag: 'failed' }],
    ['the last record is older', { ready: { lag: 100, ageSeconds: 59 } }, { last_record: 'failed' }],
    ['there is no database', { read: () => undefined }, { database: 'failed' }],
    [
      'the database cannot be read',
      {
        read: () => {
          throw new Error('database disk image is malformed');
        },
      },
      { database: 'failed' },
    ],
  ])('not when %s', async (_, parts, failed) => {
    expect(await ready(place(parts))).toEqual([503, { status: 'unready', checks: { ...ok, ...failed } }]);
  });

  it('not while no record came, where the age of the last is limited', async () => {
    const observer = place({ read: () => undefined, ready: { lag: 100, ageSeconds: 60 } });
    expect(await ready(observer)).toMatchObject([503, { checks: { last_record: 'failed' } }]);
  });
});

it('a broker that answered is good for some seconds', async () => {
  let clock = 0;
  const broker = brokerOf([], () => clock);
  expect(broker.isReachable).toBe(false);
  await broker.ask();
  clock = 6000;
  expect(broker.isReachable).toBe(true);
  clock = 6001;
  expect(broker.isReachable).toBe(false);
});

it('what is wrong with the database is told as a note, and never ends the server', () => {
  let broken = true;
  const observer = observerOf({
    read: () => {
      if (broken) throw new Error('database disk image is malformed');
      return undefined;
    },
  });
  observer.look();
  expect(observer.status().note).toBe('database disk image is malformed');
  broken = false;
  observer.look();
  expect(observer.status().note).toBe('');
});
