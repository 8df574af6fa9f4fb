import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Receiver } from '../processors/actions/receiver.js';
import { eventually, type RunningBroker, type RunningCommand, Workplace } from '../support/command-line.js';
import { printed } from '../support/printed.js';

const place = new Workplace();

/** The start of the minute in which all is bought. */
const WHEN = Math.floor(Date.now() / 60_000) * 60_000 - 60_000;

let broker: RunningBroker;

beforeAll(async () => {
  broker = await place.startBroker();
}, 60_000);

afterAll(() => place.end());

describe('webhooks', () => {
  it('tell of fraud within the fold: at least once over kill -9, muted, acknowledged, and not again by a rebuild', async () => {
    let isHolding = true;
    const receiver = await Receiver.start((_, response) => {
      if (!isHolding) response.writeHead(200).end();
    });
    writeFileSync(
      join(place.folder, 'game-flow.yaml'),
      `notify: {webhooks: [{name: ops, url: '${receiver.url}', format: json, kinds: [fraud], allow_private: true}]}\n`,
    );

    const killed = await processing();
    await buy('mallory', 5);
    await eventually(() => receiver.received.length === 1, 10_000);
    killed.kill();
    await killed.ended;
    isHolding = false;
    const running = await processing();
    await eventually(() => receiver.received.length === 2, 10_000);
    const [first, second] = receiver.ids;
    expect(first).toEqual([expect.stringMatching(/^fraud:velocity:mallory:.+:1$/)]);
    expect(second).toEqual(first);
    const { 'x-game-flow-delivery': delivery } = receiver.received[0]!.headers;
    expect(receiver.received[1]!.headers['x-game-flow-delivery']).toBe(delivery);

    await place.succeed(['mute', 'fraud:velocity', 'muted', '--for', '1h']);
    await buy('muted', 5);
    await eventually(async () => (await states()).join() === 'muted,sent', 10_000);
    await place.succeed(['ack', first![0]!]);
    await buy('mallory', 6);
    await eventually(async () => (await states()).join() === 'acknowledged,muted,sent', 10_000);
    expect((await place.run(['mute', 'frauds'])).code).toBe(2);
    expect((await place.run(['ack', '99'])).code).toBe(1);

    running.interrupt();
    await running.ended;
    await place.succeed(['rebuild']);
    await place.succeed(['process', '--until-caught-up']);
    expect((await states()).join()).toBe('acknowledged,muted,sent');
    expect(receiver.received).toHaveLength(2);
    await place.untilNothingRunsBut(broker);
  }, 120_000);
});

async function processing(): Promise<RunningCommand> {
  const running = place.start(['process']);
  await running.said(/Processing the topics/);
  return running;
}

async function buy(player: string, times: number): Promise<void> {
  const purchase = { player_id: player, item_id: 'i', price: 1, currency: 'USD', ip_address: '8.8.8.8' };
  const lines = Array.from({ length: times }, (_, i) =>
    JSON.stringify({ ...purchase, purchase_timestamp: new Date(WHEN + i).toISOString() }),
  );
  await place.succeed(['produce', 'purchase-events'], { input: `${lines.join('\n')}\n` });
}

/** Of the notices, the latest first. */
async function states(): Promise<string[]> {
  const notices = await printed(['notices', '--json', '--data-dir', place.dataDir]);
  return (JSON.parse(notices) as { state: string }[]).map(({ state }) => state);
}
