import { afterAll, expect, it } from 'vitest';
import { appOf } from '../support/app.js';

const app = appOf({ limits: { delayMs: 50, withinMs: 100 } });
afterAll(() => app.close());

/** Nothing else runs for so long. */
function stall(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

it('an event loop that is far behind turns requests away until it no longer is', async () => {
  await app.ready();
  const whileStalling = async () => {
    stall(200);
    await new Promise((resolve) => setImmediate(resolve));
    const { statusCode, headers, body } = await app.inject('/v1/throughput');
    return [statusCode, headers['retry-after'], JSON.parse(body)];
  };
  await expect
    .poll(whileStalling, { timeout: 20_000 })
    .toMatchObject([503, '10', { error: { code: 'overloaded' } }]);
  await expect
    .poll(async () => (await app.inject('/v1/throughput')).statusCode, { timeout: 20_000 })
    .toBe(200);
});
