import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { bindAddress } from '../../../fluvio/broker/lifecycle/bind-address.js';
import { choosePort } from '../../../fluvio/broker/lifecycle/ports.js';
import { startCluster } from '../../../fluvio/broker/lifecycle/start-cluster.js';
import { foreignListener, scratchDirectory } from './scratch.js';

describe('without a wish for ports', () => {
  it('takes others where 9003 and 9010 are taken, and sends nothing to who has them', async () => {
    const foreign = [await occupied(9003), await occupied(9010)];
    const { state } = await startCluster({ dataDir: scratchDirectory(), owned: true });
    expect([9003, 9010]).not.toContain(state.scPort);
    expect([9003, 9010]).not.toContain(state.spuPort);
    expect(foreign.map((listener) => listener.received())).toEqual([0, 0]);
  });

  it('takes the first preferred one that is free', async () => {
    const { port: taken } = await foreignListener();
    const free = await freePort();
    expect(await choosePort('127.0.0.1', undefined, [taken, free], '--sc-port')).toBe(free);
    expect(await choosePort('127.0.0.1', undefined, [taken], '--sc-port')).toBe(0);
    expect(await choosePort('127.0.0.1', 0, [free], '--sc-port')).toBe(0);
    expect(await choosePort('127.0.0.1', free, [], '--sc-port')).toBe(free);
  });
});

describe('the address', () => {
  it.each([
    [undefined, undefined, { host: '127.0.0.1', advertise: '127.0.0.1' }],
    ['10.0.0.5', undefined, { host: '10.0.0.5', advertise: '10.0.0.5' }],
    ['0.0.0.0', 'games.example', { host: '0.0.0.0', advertise: 'games.example' }],
    [undefined, 'games.example', { host: '0.0.0.0', advertise: 'games.example' }],
    [undefined, 'localhost', { host: '127.0.0.1', advertise: 'localhost' }],
    ['127.0.0.1', 'tunnel.example', { host: '127.0.0.1', advertise: 'tunnel.example' }],
  ])('host %s, advertised %s', (host, advertise, expected) => {
    expect(bindAddress(host, advertise)).toEqual(expected);
  });

  it('advertises something to connect to when bound to every interface', () => {
    expect(bindAddress('0.0.0.0').advertise).not.toBe('0.0.0.0');
  });
});

/** Listens on `port`, unless something does already: all the same to this test, except that it cannot be listened to. */
async function occupied(port: number): Promise<{ received: () => number }> {
  return await foreignListener(port).catch(() => ({ received: () => 0 }));
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
