import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureTopics, openFluvio } from '../../../fluvio/client/index.js';
import { TestCluster } from './cluster.js';

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await TestCluster.start();
  await ensureTopics(await cluster.open(), [{ name: 'exit', partitions: 3 }]);
});
afterAll(() => cluster.stop());

function run(env: Record<string, string> = {}) {
  const script = fileURLToPath(new URL('exit-script.mjs', import.meta.url));
  const child = spawn(process.execPath, [script, String(cluster.target.port), 'exit'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    out += chunk;
  });
  return {
    child,
    ended: new Promise<{ code: number | null; out: string }>((resolve) => {
      child.on('close', (code) => resolve({ code, out }));
    }),
  };
}

describe('a program that closed its connection', () => {
  it('ends by itself, although readers were waiting', async () => {
    expect(await run().ended).toEqual({ code: 0, out: '' });
    await expect.poll(() => cluster.broker.connections, { timeout: 5_000 }).toBeLessThanOrEqual(2);
  });

  it('had nothing of the native log on its stdout or stderr, not even after errors and with RUST_LOG set', async () => {
    cluster.broker.intercept('StreamFetch', () => 'disconnect');
    expect(await run({ RUST_LOG: 'debug' }).ended).toEqual({ code: 0, out: '' });
  });

  it('leaves no process behind when it is killed', async () => {
    const { child, ended } = run();
    await expect.poll(() => cluster.broker.connections, { timeout: 5_000 }).toBeGreaterThan(2);
    child.kill('SIGKILL');
    await ended;
    await expect.poll(() => cluster.broker.connections, { timeout: 5_000 }).toBeLessThanOrEqual(2);
  });
});

describe('what keeps a connection from being opened is said', () => {
  it('when nobody answers at the address', async () => {
    const opening = openFluvio({ kind: 'address', host: '127.0.0.1', port: 1 });
    await expect(opening).rejects.toMatchObject({
      code: 'CONNECT_FAILED',
      message: expect.stringMatching(/^No Fluvio cluster answers at 127\.0\.0\.1:1: .*refused/),
    });
  });

  it('when someone listens who does not speak Fluvio, or nothing', async () => {
    const { createServer } = await import('node:net');
    const mute = createServer(() => {}).listen(0, '127.0.0.1');
    await new Promise((resolve) => mute.once('listening', resolve));
    const { port } = mute.address() as { port: number };
    const opening = openFluvio({ kind: 'address', host: '127.0.0.1', port }, { answerMs: 500 });
    await expect(opening).rejects.toMatchObject({
      code: 'CONNECT_FAILED',
      message: /no answer within 0\.5 s/,
    });
    mute.close();
  });

  it('when the native part of the client is missing', async () => {
    // The client's own switch for development: it then looks for its native part below the working directory.
    process.env.FLUVIO_DEV = '1';
    try {
      await expect(openFluvio(cluster.target)).rejects.toMatchObject({
        code: 'NATIVE_MISSING',
        message: expect.stringContaining('npm rebuild @fluvio/client'),
      });
    } finally {
      delete process.env.FLUVIO_DEV;
    }
  });
});
