import { expect, it } from 'vitest';
import { addressOf, isLoopback, networkOf } from '../../../server/access/addresses.js';
import { appOf } from '../support/app.js';
import { readToken } from '../support/keys.js';
import { accessOf, keysOf } from '../support/parts.js';

const keys = keysOf();
const local = appOf({ access: accessOf({ keys }) });
const strict = appOf({ access: accessOf({ keys, areKeysRequired: true }) });

it.each([
  [{ host: '127.0.0.1:8080' }, 200],
  [{ host: 'localhost:8080' }, 200],
  [{ host: '[::1]:8080' }, 200],
  [{ host: '127.9.9.9' }, 200],
  [{ host: 'localhost:8080', origin: 'http://localhost:8080' }, 200],
  [{ host: 'game.example' }, 421],
  [{ host: '127.0.0.1.game.example' }, 421],
  [{ host: 'localhost.' }, 421],
  [{ host: '192.0.2.1:8080' }, 421],
  [{ host: '0.0.0.0:8080' }, 421],
  // A page whose name was made to resolve to this machine can set headers, but not this one.
  [{ host: 'game.example', 'x-forwarded-host': '127.0.0.1' }, 421],
  [{ host: '127.0.0.1', 'x-forwarded-for': '192.0.2.1' }, 421],
  [{ host: '127.0.0.1', forwarded: 'for=192.0.2.1' }, 421],
  [{ host: 'localhost:8080', origin: 'http://localhost:9090' }, 403],
  [{ host: 'localhost:8080', origin: 'https://game.example' }, 403],
  [{ host: 'localhost:8080', origin: 'null' }, 403],
])('without keys, %j is answered %d', async (headers, status) => {
  expect((await local.inject({ url: '/v1/throughput', headers })).statusCode).toBe(status);
});

it('with keys, the name does not matter, and nothing of what is asked without one is let in', async () => {
  const headers = { host: 'game.example', 'x-forwarded-for': '192.0.2.1' };
  expect((await strict.inject({ url: '/v1/throughput', headers })).statusCode).toBe(401);
  const authorization = `Bearer ${readToken(keys)}`;
  const asked = await strict.inject({ url: '/v1/throughput', headers: { ...headers, authorization } });
  expect(asked.statusCode).toBe(200);
});

it.each([
  ['127.0.0.1', true],
  ['127.255.0.1', true],
  ['::1', true],
  ['0:0:0:0:0:0:0:1', true],
  ['::ffff:127.0.0.1', true],
  ['0.0.0.0', false],
  ['::', false],
  ['192.168.0.1', false],
  ['::ffff:192.168.0.1', false],
  ['localhost', false],
  ['127.1', false],
])('whether only this machine reaches %s: %s', (address, is) => {
  expect(isLoopback(address)).toBe(is);
});

it('an address is an address, and a network one of more than nobody and fewer than everybody', () => {
  expect(['::', '10.0.0.1'].map(addressOf)).toEqual(['::', '10.0.0.1']);
  expect(['localhost', '10.0.0', '10.0.0.1:80', ''].map(addressOf)).toEqual(new Array(4).fill(undefined));
  const networks = ['10.0.0.0/8', 'fd00::/8', '10.0.0.1'];
  expect(networks.map(networkOf)).toEqual(networks);
  const none = ['10.0.0.0/0', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', 'x/8', 'fd00::/129'];
  expect(none.map(networkOf)).toEqual(new Array(6).fill(undefined));
});
