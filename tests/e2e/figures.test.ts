import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TOPICS } from '../../schemas/index.js';
import type { LogRecord } from '../../verify/index.js';
import { Workplace } from '../support/command-line.js';
import {
  allFigures,
  consumeAll,
  expectedFigures,
  type Figures,
  WHATS,
  withoutReceived,
} from '../support/figures.js';
import { printed } from '../support/printed.js';
import { hostileLines } from './hostile-lines.js';
import { TERMINAL_NAME } from './hostile-values.js';

const GENERATE = [
  ...['generate', '--count', '30000', '--seed', 'figures', '--start', '2024-11-01T00:00:00Z'],
  ...['--bad', '0.02', '--duplicates', '0.02', '--late', '0.05', '--skew', '0.02'],
];

/** What may not reach a terminal: every control character but the line feed, and what turns the direction of text. */
const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

describe('a log of simulated and hostile events', () => {
  const place = new Workplace();
  let records: LogRecord[];
  let figures: Figures;
  let expected: Figures;

  beforeAll(async () => {
    await place.startBroker();
    await place.succeed(GENERATE);
    await Promise.all(
      TOPICS.map((topic) => place.succeed(['produce', topic], { input: hostileLines(topic, Date.now()) })),
    );
    await place.succeed(['process', '--until-caught-up']);
    records = await consumeAll(place);
    figures = await allFigures(place);
    expected = expectedFigures(records);
  }, 120_000);

  afterAll(() => place.end());

  it.each(WHATS)('stats %s: every figure is the one recomputed from what was consumed', (what) => {
    expect(figures[what].length).toBeGreaterThan(0);
    expect(figures[what]).toEqual(expected[what]);
  });

  it('has records of every fate', () => {
    expect(records.length).toBeGreaterThan(30_500);
    for (const topic of TOPICS) {
      const rows = figures.topics.filter((row) => row.topic === topic);
      for (const fate of ['accepted', 'duplicate', 'rejected']) {
        const count = rows.reduce((sum, row) => sum + Number(row[fate]), 0);
        expect(count, `${topic} ${fate}`).toBeGreaterThan(0);
      }
    }
  });

  it('lets no escape code or control character of a name reach a table', async () => {
    for (const what of WHATS) {
      const table = await printed(['stats', what, '--data-dir', place.dataDir]);
      expect(table.split('\n').length, what).toBeGreaterThan(2);
      expect(table, what).not.toMatch(UNSAFE);
    }
  });

  it('nor the screen of watch, which processes when nobody else does', async () => {
    const { stdout, stderr } = await place.succeed(['watch', '--once']);
    expect(stderr).toMatch(/No processor works on/);
    expect(stdout).toMatch(/worst levels/);
    expect(stdout).not.toMatch(UNSAFE);
  });

  it('keeps such names unchanged in JSON', async () => {
    const name = JSON.parse(`"${TERMINAL_NAME}"`) as string;
    expect((await place.stats('levels')).map((row) => row.level_id)).toContain(name);
    expect((await place.stats('items')).map((row) => row.item_id)).toContain(name);
    expect((await place.stats('servers')).map((row) => row.server_id)).toContain(name);
  });

  it('rebuilds the same rows', async () => {
    const { stderr } = await place.succeed(['rebuild']);
    expect(stderr).toMatch(/Rebuilt from [\d,]+ records/);
    expect(await allFigures(place)).toEqual(figures);
  }, 40_000);

  it('the same events sent again change no figure but the counts of records', async () => {
    await place.succeed(GENERATE);
    await place.succeed(['process', '--until-caught-up']);
    const again = await allFigures(place);
    expect(withoutReceived(again)).toEqual(withoutReceived(figures));
    expect(total(again, 'received')).toBe(total(figures, 'received') + 30_000);
    const sum = total(again, 'accepted') + total(again, 'duplicate') + total(again, 'rejected');
    expect(sum).toBe(total(again, 'received'));
  }, 60_000);
});

function total({ topics }: Figures, column: string): number {
  return topics.reduce((sum, row) => sum + Number(row[column]), 0);
}
