/** `game-flow score`: how much of what was planted the rules find, and what they flag besides. */
import { Command, Option } from 'commander';
import { settingsInForce, windowsInForce } from '../../processors/store/schema.js';
import type { Settings } from '../../settings/settings.js';
import type { Context } from '../context.js';
import { Interrupted, UsageError } from '../exit.js';
import {
  type CommonOptions,
  type SettingsOptions,
  wholeNumber,
  withConfig,
  withDataDir,
} from '../options.js';
import { readDatabase } from '../read-database.js';
import { jsonRows } from '../render/json.js';
import { startProgress } from '../render/progress.js';
import { scoreTable } from '../render/score-table.js';
import { readFigures } from '../score/figures.js';
import { score } from '../score/score.js';
import type { ScoreRow } from '../score/score-row.js';
import { scoredScenario, simulate } from '../score/simulate.js';
import { readTruth } from '../score/truth-file.js';
import { settingsFor } from '../settings.js';

interface ScoreOptions extends CommonOptions, SettingsOptions {
  readonly truth?: string;
  readonly seed?: string;
  readonly hours: number;
  readonly players?: number;
  readonly json?: boolean;
}

const HOUR = 3_600_000;

export function scoreCommand(context: Context): Command {
  return withConfig(withDataDir(new Command('score')))
    .description('compare stalls, fraud and alerts with what the generator has planted')
    .addOption(
      new Option(
        '--truth <file>',
        'judge the database by what `generate --ground-truth FILE` has written',
      ).conflicts('seed'),
    )
    .option('--seed <text>', 'or generate, fold and judge a scenario in memory, without Fluvio')
    .option('--hours <n>', 'how much event time the scenario covers', wholeNumber(1, 1000), 12)
    .option('--players <n>', 'how many players it has', wholeNumber(1, 1_000_000))
    .option('--json', 'an array of objects, one a rule, numbers unrounded')
    .addHelpText(
      'after',
      `
Examples:
  $ game-flow score --seed 1
  $ game-flow score --seed 1 --config game-flow.yaml       with other thresholds, or an allow list
  $ game-flow generate --count 500000 --ground-truth planted.json && game-flow process --until-caught-up
  $ game-flow score --truth planted.json

What counts as found and as false stands in docs/detection.md.`,
    )
    .action(async (options: ScoreOptions) => {
      const settings = settingsFor(context, options);
      const rows = await scoreRows(context, options, settings);
      context.stdout.write(options.json === true ? jsonRows(rows) : scoreTable(rows));
    });
}

async function scoreRows(context: Context, options: ScoreOptions, settings: Settings): Promise<ScoreRow[]> {
  if (options.truth !== undefined) return databaseScore(options.truth, options.dataDir, settings);
  if (options.seed !== undefined) return simulatedScore(context, options, options.seed, settings);
  throw new UsageError('Nothing to compare with: name a file with --truth, or a scenario with --seed.');
}

function databaseScore(truthFile: string, dataDir: string, settings: Settings): ScoreRow[] {
  const truth = readTruth(truthFile);
  return readDatabase(dataDir, (db) => {
    // What was flagged was flagged by the settings that the database was made with.
    const inForce = { ...settings, ...settingsInForce(db), windows: windowsInForce(db) };
    return score(truth, readFigures(db, inForce), inForce);
  });
}

async function simulatedScore(
  context: Context,
  { hours, players }: ScoreOptions,
  seed: string,
  settings: Settings,
): Promise<ScoreRow[]> {
  const progress = startProgress(context, 'Folding', hours * 60, 'minute');
  const rows = await simulate({
    options: scoredScenario(seed, players),
    duration: hours * HOUR,
    settings,
    signal: context.signal,
    onProgress: (covered) => progress.update(Math.floor(covered / 60_000)),
  });
  if (rows === undefined) throw new Interrupted('Interrupted: there is no score of a part.');
  progress.end(hours * 60);
  return rows;
}
