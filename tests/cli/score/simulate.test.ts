import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scoreTable } from '../../../cli/render/score-table.js';
import type { ScoreRow } from '../../../cli/score/score-row.js';
import { scoredScenario, simulate } from '../../../cli/score/simulate.js';
import { DEFAULT_SETTINGS, type Settings } from '../../../settings/settings.js';

const HOUR = 3_600_000;

async function scoreOf(
  seed: string,
  hours: number,
  settings: Settings = DEFAULT_SETTINGS,
): Promise<ScoreRow[]> {
  const rows = await simulate({
    options: scoredScenario(seed, undefined),
    duration: hours * HOUR,
    settings,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  return rows as ScoreRow[];
}

describe('a simulated score', () => {
  it('is the one that docs/detection.md prints', async () => {
    const document = readFileSync(new URL('../../../docs/detection.md', import.meta.url), 'utf8');
    const printed = /```\n\$ game-flow score --seed 7 --hours 2\n([^`]*)```/.exec(document)?.[1];
    expect(scoreTable(await scoreOf('7', 2))).toBe(printed);
  });

  it('is the same every time', async () => {
    expect(await scoreOf('9', 0.25)).toEqual(await scoreOf('9', 0.25));
  });

  it('follows the settings: who is allowed is not flagged, and what is not reached is not either', async () => {
    const strict = { ...DEFAULT_SETTINGS.thresholds, velocity_purchases: 1000 };
    const allow = { addresses: ['0.0.0.0/0'], players: [] };
    const rows = await scoreOf('9', 0.5, { ...DEFAULT_SETTINGS, thresholds: strict, allow });
    const usual = await scoreOf('9', 0.5);
    const flags = (of: readonly ScoreRow[], rule: string) => of.find((row) => row.rule === rule)?.flags;
    for (const rule of ['velocity', 'shared_ip']) {
      expect(flags(usual, rule)).toBeGreaterThan(0);
      expect(flags(rows, rule)).toBe(0);
    }
    expect(flags(rows, 'many_ips')).toBe(flags(usual, 'many_ips'));
  });

  it('ends without a score when it is interrupted', async () => {
    const rows = await simulate({
      options: scoredScenario('9', undefined),
      duration: HOUR,
      settings: DEFAULT_SETTINGS,
      signal: AbortSignal.abort(),
      onProgress: () => undefined,
    });
    expect(rows).toBeUndefined();
  });
});
