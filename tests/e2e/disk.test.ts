import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningBroker, Workplace } from '../support/command-line.js';

/** Kilobytes that any one file may have: enough to begin, too little for the work. */
const LIMIT = 1024;

/** The same for a database of so few events, which takes about 450 at the end. */
const DATABASE_LIMIT = 256;

const EVENTS = 15_000;

describe('a disk that takes nothing more', () => {
  const place = new Workplace();
  let broker: RunningBroker;

  beforeAll(async () => {
    broker = await place.startBroker();
    await place.succeed([
      'generate',
      '--count',
      String(EVENTS),
      '--seed',
      'disk',
      '--start',
      '2024-11-01T00:00:00Z',
    ]);
  }, 60_000);
  afterAll(() => place.end());

  it('under the database: a sentence, and with room again all is counted, once', async () => {
    const other = new Workplace();
    const process = ['process', '--until-caught-up', '--cluster', `127.0.0.1:${broker.scPort}`];
    const { code, stderr } = await other.run(process, { through: limited(DATABASE_LIMIT) });
    expect(stderr).toMatch(/game-flow: (The disk is full|.+game-flow\.db could not be opened or written)/);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(code).toBe(1);
    await other.succeed(process);
    const topics = await other.stats('topics');
    expect(topics.reduce((sum, { accepted }) => sum + Number(accepted), 0)).toBe(EVENTS);
    await other.end();
  }, 60_000);

  // The few are found to be missing only at the end.
  it.each([30_000, 10])('under a file of %d events: a sentence', async (count) => {
    const kilobytes = count < 1000 ? 1 : LIMIT;
    const { code, stderr } = await place.run(['generate', '--count', `${count}`, '--to', 'events.ndjson'], {
      through: limited(kilobytes),
    });
    expect(stderr).toMatch(/game-flow: events\.ndjson could not be written/);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(code).toBe(1);
  });

  it('under what is printed: a sentence', async () => {
    const toFile = ['sh', '-c', '"$@" > printed.ndjson', 'sh'];
    const { code, stderr } = await place.run(['consume', 'player-events', '-B', '-d', '-O', 'ndjson'], {
      through: [...limited(LIMIT), ...toFile],
    });
    expect(stderr).toMatch(/^game-flow: The output could not be written \([A-Z]+\)\.\n$/);
    expect(code).toBe(1);
  });
});

describe('a data directory that cannot be one', () => {
  const place = new Workplace();
  afterAll(() => place.end());

  it.each([
    ['process'],
    ['rebuild'],
    ['generate'],
    ['watch', '--once'],
    ['cluster', 'start'],
    ['topics', 'create'],
    ['serve'],
    ['keys', 'list'],
  ])(
    '%s says so',
    async (...args) => {
      const file = join(place.folder, 'file');
      writeFileSync(file, '');
      for (const dataDir of [file, join(file, 'below')]) {
        const { code, stdout, stderr } = await place.run([...args, '--data-dir', dataDir]);
        expect(stderr).toMatch(/game-flow: [^\n]+\.\n$/);
        expect(stderr).toContain(file);
        expect(stderr).not.toMatch(/\n\s+at /);
        expect(stdout).toBe('');
        expect(code).toBe(1);
      }
    },
    20_000,
  );

  it.each([
    ['stats levels', 'game-flow.db', 'x'.repeat(5000), /damaged or not a database.*rebuild/],
    ['stats levels', 'broker.json', '{"pid":', /./],
    ['keys list', 'server.db', 'x'.repeat(5000), /damaged or not a database.*keys add/],
  ])('%s tells of a spoiled %s in it', async (command, name, content, said) => {
    const dataDir = join(place.folder, name, 'data');
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(join(dataDir, name), content);
    const { code, stderr } = await place.run([...command.split(' '), '--data-dir', dataDir]);
    expect(stderr).toMatch(said);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(code).toBe(1);
  });
});

/** Runs what follows with files limited to so many kilobytes: a full disk without a disk of one's own. */
function limited(kilobytes: number): string[] {
  return ['bash', '-c', `ulimit -f ${kilobytes}; exec "$@"`, 'bash'];
}
