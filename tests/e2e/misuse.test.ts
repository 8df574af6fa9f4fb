import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Workplace } from '../support/command-line.js';
import { WHATS } from '../support/figures.js';
import { printed } from '../support/printed.js';

/** One sentence or more of text: no stack trace, no raw object. */
const SENTENCE = /^(game-flow|error): [^\n]+\.\n/;

describe('without a cluster', () => {
  const place = new Workplace();
  afterAll(() => place.end());

  it.concurrent.each([
    [['stats', 'nonsense'], /nonsense/],
    [['stats'], /what/],
    [['stats', 'levels', '--frobnicate'], /--frobnicate/],
    [['frobnicate'], /frobnicate/],
    [['generate', '--count', 'many'], /whole number/],
    [['generate', '--count', '0'], /whole number/],
    [['generate', '--bad', '1.5'], /share/],
    [['generate', '--start', 'yesterday'], /--start yesterday/],
    [['generate', '--duration', '3x'], /90s/],
    [['generate', '--topics', 'chat'], /chat/],
    [['process', '--on-gap', 'guess'], /stop, skip/],
    [['process', '--cluster', 'nonsense'], /HOST:PORT/],
    [['process', '--cluster', '127.0.0.1:99999'], /HOST:PORT/],
    [['process', '--cluster', '127.0.0.1:1', '--profile', 'x'], /cannot be used with/],
    [['consume', 'player-events', '--smartmodule', 'x'], /fluvio consume/],
    [['consume', 'player-events', '-B', '-T', '5'], /cannot be used with/],
    [['cluster', 'start', '--port', '70000'], /65535/],
  ])('%j is a wrong use: exit 2', async (args, said) => {
    const { code, stdout, stderr } = await place.run(args);
    expect(stderr).toMatch(said);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  it('stats says that there is no database', async () => {
    const { code, stdout, stderr } = await place.run(['stats', 'levels', '--json']);
    expect(stderr).toMatch(/^game-flow: There is no database at .+ Start `game-flow process`/);
    expect(stdout).toBe('');
    expect(code).toBe(1);
  });

  it('an address where nothing listens is told soon', async () => {
    for (const args of [
      ['process'],
      ['generate', '--count', '1'],
      ['consume', 'player-events', '-B'],
      ['watch', '--once'],
    ]) {
      const { code, stdout, stderr, ms } = await place.run([...args, '--cluster', '127.0.0.1:1']);
      expect(stderr, args.join(' ')).toMatch(
        /^game-flow: No Fluvio cluster answers at 127\.0\.0\.1:1.+Is it running/m,
      );
      expect(stderr).not.toMatch(/\n\s+at /);
      expect(stdout).toBe('');
      expect(code).toBe(1);
      expect(ms).toBeLessThan(10_000);
    }
    await place.untilNothingRuns();
  }, 120_000);

  it('a profile that does not exist is told with the place where it was looked for', async () => {
    const { code, stderr } = await place.run(['process', '--profile', 'missing']);
    expect(stderr).toMatch(SENTENCE);
    expect(stderr).toContain('"missing"');
    expect(stderr).toContain(join(place.folder, '.fluvio', 'config'));
    expect(code).toBe(1);
  });
});

describe('an empty cluster and an empty database', () => {
  const place = new Workplace();

  beforeAll(async () => {
    await place.startBroker();
    await place.succeed(['topics', 'create']);
    await place.succeed(['process', '--until-caught-up']);
  }, 60_000);
  afterAll(() => place.end());

  it('every stats but topics is [], and its table says so', async () => {
    for (const what of WHATS) {
      const json = await printed(['stats', what, '--json', '--data-dir', place.dataDir]);
      const rows = JSON.parse(json) as { received?: number }[];
      expect(what === 'topics' ? rows.filter(({ received }) => received !== 0) : rows, what).toEqual([]);
    }
    expect((await place.succeed(['stats', 'levels'])).stdout.trim()).not.toBe('');
  });

  it('a topic or file that is not there is told, and exits 1', async () => {
    for (const args of [
      ['consume', 'chat', '-B', '-d'],
      ['produce', 'chat'],
      ['produce', 'player-events', 'missing.ndjson'],
      ['produce', 'player-events', '.'],
      ['topics', 'delete', 'chat'],
      ['topics', 'create', 'player-events'],
      ['generate', '--count', '10', '--to', 'no/such/folder/events.ndjson'],
      ['generate', '--count', '10', '--to', '.'],
    ]) {
      const { code, stdout, stderr } = await place.run(args);
      expect(stderr, args.join(' ')).toMatch(/^game-flow: [^\n]+\.\n$/m);
      expect(stderr).not.toMatch(/\n\s+at /);
      expect(stdout).toBe('');
      expect(code).toBe(1);
    }
  }, 60_000);

  it('a ground truth that cannot be written is told before anything is sent', async () => {
    const asked = [
      'generate',
      '--count',
      '100',
      '--to',
      'events.ndjson',
      '--ground-truth',
      'no/such/truth.json',
    ];
    const { code, stderr } = await place.run(asked);
    expect(stderr).toBe('game-flow: no/such/truth.json could not be written (ENOENT).\n');
    expect(code).toBe(1);
    expect(existsSync(join(place.folder, 'events.ndjson'))).toBe(false);
  });

  it('a line too large is left out and told, the others are sent', async () => {
    writeFileSync(join(place.folder, 'lines.txt'), `a\n${'x'.repeat(100_000)}\nb\n`);
    const { code, stderr } = await place.run(['produce', 'player-events', 'lines.txt']);
    expect(stderr).toMatch(/Sent 2 records/);
    expect(stderr).toMatch(/line 2 is larger/);
    expect(code).toBe(1);
    const { stdout } = await place.succeed(['consume', 'player-events', '-B', '-d']);
    expect(stdout).toBe('a\nb\n');
  });
});

describe('a foreign program on port 9003', () => {
  const place = new Workplace();
  afterAll(() => place.end());

  it('is not written to, and the broker takes another port', async () => {
    const foreign = await listenOn(9003);
    try {
      await place.succeed(['generate', '--count', '100', '--seed', 'x', '--start', '2024-11-01T00:00:00Z']);
      await place.succeed(['process', '--until-caught-up']);
      expect((await place.broker()).scPort).not.toBe(9003);
      await place.succeed(['down']);
      const asked = await place.run(['cluster', 'start', '--port', '9003']);
      expect(asked.stderr).toMatch(/^game-flow: Port 9003 .+ is used by another program\. .+\n$/);
      expect(asked.code).toBe(1);
      expect(foreign.received()).toBe(0);
    } finally {
      foreign.close();
    }
  }, 60_000);
});

/** Listens there and counts the bytes that come; where something listens already, that is foreign enough. */
async function listenOn(port: number): Promise<{ received(): number; close(): void }> {
  let bytes = 0;
  const server = createServer((socket) => {
    socket
      .on('error', () => {})
      .on('data', (chunk) => {
        bytes += chunk.length;
      });
  });
  await new Promise<void>((resolve) => {
    server.once('error', () => resolve()).listen(port, '127.0.0.1', resolve);
  });
  return { received: () => bytes, close: () => server.close() };
}
