import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Broker, startBroker } from '../../../fluvio/broker/broker.js';
import { PartitionLog } from '../../../fluvio/broker/log/partition-log.js';
import { openFluvio } from '../../../fluvio/client/index.js';
import { encodeBatch } from '../../../fluvio/protocol/batch.js';
import { createTopic, offsetsOf, produce } from './single-requests.js';

/** Takes no byte, as a full disk does, and cannot be cut either; Linux has it. */
const FULL = '/dev/full';
const SEGMENT = '00000000000000000000.log';

let root: string;
let broker: Broker;
const logged: string[] = [];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'full-disk-'));
});
afterEach(async () => {
  await broker?.close();
  rmSync(root, { recursive: true, force: true });
});

const start = (): Promise<Broker> =>
  startBroker({ dataDir: root, scPort: 0, spuPort: 0, log: (_, message) => logged.push(message) });

if (existsSync(FULL)) {
  it('acknowledges nothing that it could not write, in a way that no client overlooks, and says why', async () => {
    broker = await start();
    await createTopic(broker, 'full');
    await broker.close();
    const folder = readdirSync(join(root, 'logs')).find((name) => name.startsWith('full.'))!;
    const segment = join(root, 'logs', folder, '0', SEGMENT);
    rmSync(segment);
    symlinkSync(FULL, segment);
    broker = await start();

    for (let attempt = 0; attempt < 2; attempt++) {
      const answer = await produce(broker, 'full', ['a']);
      expect(answer).toMatchObject({ errorCode: { code: 'PartitionFull', topic: 'full', partition: 0 } });
    }
    expect(await offsetsOf(broker, 'full')).toMatchObject({ lastStableOffset: 0 });
    expect(logged.at(-2)).toMatch(/cannot write to .*ENOSPC/);

    // `flush` of the native client takes every code that it knows for success.
    const fluvio = await openFluvio({ kind: 'address', ...broker.scAddress }, { giveUpAfterMs: 0 });
    const producer = fluvio.producer('full');
    await producer.send([{ key: 'k', value: 'v' }]);
    await expect(producer.flush()).rejects.toMatchObject({
      code: 'PRODUCER_DEAD',
      message: expect.stringContaining('its disk may be full'),
      uncertain: 1,
    });
    await fluvio.close();

    await broker.close();
    rmSync(segment);
    broker = await start();
    expect(await produce(broker, 'full', ['b'])).toMatchObject({
      baseOffset: 0,
      errorCode: { code: 'None' },
    });
  });

  it('begins no new file behind half a write that cannot be undone', async () => {
    const directory = join(root, 'log');
    const limits = { segmentBytes: 100, retentionSeconds: 3600, maxPartitionBytes: 1 << 30 };
    const batch = (): Buffer => encodeBatch([{ key: null, value: Buffer.from('x') }]);
    PartitionLog.open(directory, limits).close();
    rmSync(join(directory, SEGMENT));
    symlinkSync(FULL, join(directory, SEGMENT));
    const log = PartitionLog.open(directory, limits);
    await expect(log.append(batch())).rejects.toMatchObject({ code: 'disk-full' });
    await expect(log.append(batch())).rejects.toMatchObject({ code: 'io' });
    expect(readdirSync(directory)).toEqual([SEGMENT]);
    log.close();
  });
}
