import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventBatch } from '../../../cli/score/event-batch.js';
import type { ScoreRow } from '../../../cli/score/score-row.js';
import { type GroundTruth, generate } from '../../../generator/index.js';
import { Processor } from '../../../processors/processor.js';
import { databasePath } from '../../../processors/store/open.js';
import { Store } from '../../../processors/store/store.js';
import { TOPICS } from '../../../schemas/index.js';
import { DEFAULT_SETTINGS, type Settings } from '../../../settings/settings.js';
import { takeUntil } from '../../generator/stored.js';
import { temporaryFolder } from '../../support/database.js';
import { printed } from '../../support/printed.js';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 2, 14, 18);

function run(...args: string[]): Promise<string> {
  return printed(['score', ...args], START);
}

/** A folder with the database of an hour of play. */
function played(settings: Settings): { folder: string; truth: GroundTruth } {
  const folder = temporaryFolder();
  const scenario = generate({ seed: 5, start: START, density: { warmupMs: 0, rate: 10 } });
  const events = takeUntil(scenario, START + HOUR);
  const store = Store.open(databasePath(folder), settings);
  const processor = new Processor(store);
  for (const topic of TOPICS) {
    const own = events.filter((event) => event.topic === topic);
    processor.take(store.addPosition(topic, 0, 0), eventBatch(0, own));
  }
  processor.commit();
  store.close();
  return { folder, truth: scenario.groundTruth() };
}

describe('game-flow score --truth', () => {
  it('judges what stands in the database, by the settings that it was made with', async () => {
    const settings = {
      ...DEFAULT_SETTINGS,
      thresholds: { ...DEFAULT_SETTINGS.thresholds, many_ips_addresses: 1000 },
      windows: { ...DEFAULT_SETTINGS.windows, shared_ip: 60 },
    };
    const { folder, truth } = played(settings);
    const file = join(folder, 'planted.json');
    writeFileSync(file, JSON.stringify(truth));
    const rows = JSON.parse(await run('--truth', file, '--data-dir', folder, '--json')) as ScoreRow[];
    const row = (rule: string) => rows.find((one) => one.rule === rule) as ScoreRow;
    expect(row('velocity')).toMatchObject({ median_seconds: null, withdrawn: null });
    expect(row('velocity').variants.plain?.found).toBe(row('velocity').variants.plain?.planted);
    expect(row('velocity').planted).toBeGreaterThan(0);
    expect(row('many_ips')).toMatchObject({ flags: 0, recall: 0 });
    // In windows of an hour none lies across their ends but by chance.
    expect(row('shared_ip').recall).toBe(1);
    expect(row('stalled').recall).toBeGreaterThan(0.9);
    expect(await run('--truth', file, '--data-dir', folder)).toMatch(/^RULE +PLANTED/);
  });

  it('says what is wrong with the file, and what is missing', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'planted.json');
    await expect(run('--truth', file)).rejects.toThrow('could not be read (ENOENT)');
    for (const text of ['{', '[]', '{"until":"2026-01-01T00:00:00Z"}']) {
      writeFileSync(file, text);
      await expect(run('--truth', file)).rejects.toThrow('is not what this game-flow');
    }
    await expect(run()).rejects.toThrow('--truth');
    await expect(run('--truth', file, '--seed', '1')).rejects.toThrow('cannot be used with');
  });
});
