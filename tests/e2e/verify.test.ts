import { cpSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databasePath, openForReading } from '../../processors/store/open.js';
import { STATS } from '../../processors/store/stats/index.js';
import { TOPICS } from '../../schemas/index.js';
import { eventually, Workplace } from '../support/command-line.js';
import { hostileLines } from './hostile-lines.js';
import { TERMINAL_NAME } from './hostile-values.js';

const GENERATE = [
  ...['generate', '--count', '4000', '--seed', 'verify', '--start', '2024-11-01T00:00:00Z'],
  ...['--bad', '0.02', '--duplicates', '0.02', '--late', '0.05', '--skew', '0.02'],
];

describe('game-flow verify', () => {
  const place = new Workplace();
  let cluster: string;

  beforeAll(async () => {
    cluster = `127.0.0.1:${(await place.startBroker()).scPort}`;
    await place.succeed(GENERATE);
    await Promise.all(
      TOPICS.map((topic) => place.succeed(['produce', topic], { input: hostileLines(topic, Date.now()) })),
    );
    await place.succeed(['process', '--until-caught-up']);
  }, 120_000);

  afterAll(() => place.end());

  it('finds every row equal, of simulated and hostile events', async () => {
    const { stdout, stderr } = await place.succeed(['verify']);
    expect(stdout).toMatch(/\n[\d,]+ rows equal\.\n$/);
    expect(stdout).not.toMatch(/checked:|in part|not checked/);
    expect(stderr).toMatch(/Verifying: [\d,]+ records in/);
  });

  it('exits 1 with the first differences, safe for a terminal, and with all of them counted for machines', async () => {
    const copy = join(place.folder, 'tampered');
    cpSync(place.dataDir, copy, { recursive: true, filter: (path) => !path.includes('broker') });
    const db = new Database(join(copy, 'game-flow.db'));
    db.exec('UPDATE items SET purchases = purchases + 1');
    db.close();
    const args = ['verify', '--data-dir', copy, '--cluster', cluster];
    const { code, stdout, stderr } = await place.run(args);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /differences:\n {2}items .*: stored \{"purchases":\d+\}, recomputed \{"purchases":\d+\}\n/,
    );
    expect(stdout).toMatch(/… and \d+ more\n$/);
    expect(stdout).not.toContain('\u001b');
    expect(stderr).toMatch(/The database differs from its topics in \d+ places/);

    const machine = await place.run([...args, '--json']);
    const report = JSON.parse(machine.stdout) as { equal: boolean; differences: number; first: object[] };
    const name = JSON.parse(`"${TERMINAL_NAME}"`) as string;
    const items = await place.stats('items');
    expect(items.map(({ item_id }) => item_id)).toContain(name);
    expect(machine.code).toBe(1);
    expect(report.equal).toBe(false);
    expect(report.differences).toBe(items.length);
    expect(report.first).toHaveLength(10);
  });

  it('agrees while events come in and are processed', async () => {
    const processing = place.start(['process']);
    await processing.said(/Processing/);
    const before = received(place);
    const generating = place.start(['generate', '--rate', '500', '--seed', 'live']);
    await eventually(() => received(place) > before, 20_000);
    for (let round = 0; round < 2; round++) await place.succeed(['verify']);
    generating.interrupt();
    processing.interrupt();
    await Promise.all([generating.ended, processing.ended]);
    await place.succeed(['verify']);
  }, 120_000);

  it('says that there is nothing to verify', async () => {
    const args = ['verify', '--data-dir', join(place.folder, 'nowhere'), '--cluster', cluster];
    const { code, stderr } = await place.run(args);
    expect(code).toBe(1);
    expect(stderr).toMatch(/There is no database/);
  });
});

/** Read without a command: it is asked over and over. */
function received({ dataDir }: Workplace): number {
  const db = openForReading(databasePath(dataDir));
  try {
    return STATS.topics(db).reduce((sum, row) => sum + row.received, 0);
  } finally {
    db.close();
  }
}
