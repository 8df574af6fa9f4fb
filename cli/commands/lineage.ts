/** `game-flow lineage`: what flows where, from sources to sinks, with what flows now. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Command, Option } from 'commander';
import { LiveReader } from '../../processors/store/live-reader.js';
import type { Db } from '../../processors/store/open.js';
import { countRows } from '../../processors/store/row-counts.js';
import { topicRows } from '../../processors/store/stats/topics.js';
import type { Graph, Lineage } from '../../server/lineage/graph.js';
import { lineageAt } from '../../server/lineage/live.js';
import { registeredIn } from '../../server/lineage/registered.js';
import { topologyOf } from '../../server/lineage/topology.js';
import { lags } from '../../server/observe/lag.js';
import { TopicRates } from '../../server/observe/topic-rates.js';
import { describe } from '../connect.js';
import { type Context, say } from '../context.js';
import { isBeingProcessed } from '../database-lock.js';
import { Interrupted } from '../exit.js';
import {
  type CommonOptions,
  namedTarget,
  type SettingsOptions,
  withCluster,
  withConfig,
} from '../options.js';
import { jsonText } from '../render/json.js';
import { lineageDot } from '../render/lineage-dot.js';
import { lineageText } from '../render/lineage-text.js';
import { settingsFor } from '../settings.js';

interface LineageOptions extends CommonOptions, SettingsOptions {
  readonly dot?: boolean;
  readonly json?: boolean;
  readonly rates: boolean;
}

/** Between two looks at the counts, ms. */
const BETWEEN_LOOKS = 1000;

export function lineageCommand(context: Context): Command {
  return withConfig(withCluster(new Command('lineage')))
    .description('draw what flows where: sources, topics, SmartModules, processors, tables, sinks')
    .addOption(new Option('--dot', 'for Graphviz').conflicts('json'))
    .option('--json', 'an object, as GET /v1/lineage')
    .option('--no-rates', 'at once, without looking twice for how fast it flows')
    .addHelpText(
      'after',
      '\nExamples:\n  $ game-flow lineage\n  $ game-flow lineage --dot | dot -Tsvg > lineage.svg\n\nIt reads the settings and the database, and asks no cluster: lag is as the processors last saw it. Without a\ndatabase it draws what would flow.',
    )
    .action((options: LineageOptions) => runLineage(context, options));
}

async function runLineage(context: Context, options: LineageOptions): Promise<void> {
  const graph = topologyOf(registeredIn(settingsFor(context, options)));
  const lineage = await lineageNow(context, options, graph);
  const { stdout } = context;
  if (options.json === true) stdout.write(`${jsonText(lineage, 2)}\n`);
  else if (options.dot === true) stdout.write(lineageDot(lineage));
  else stdout.write(lineageText(lineage, Math.max(60, Math.min(stdout.columns, 120)), stdout.hasColor));
}

async function lineageNow(context: Context, options: LineageOptions, graph: Graph): Promise<Lineage> {
  const { dataDir } = options;
  const isProcessed = isBeingProcessed(dataDir);
  const tables = graph.nodes.filter(({ kind }) => kind === 'table').map(({ name }) => name);
  const reader = new LiveReader(dataDir);
  const rates = new TopicRates();
  try {
    const look = () => {
      const seen = reader.read((db) => lookAt(db, tables));
      if (seen !== undefined) rates.look(performance.now(), seen.topics);
      return seen;
    };
    let seen = look();
    if (seen === undefined) say(context, `There are no figures at ${dataDir}: nothing flows yet.`);
    else if (options.rates && isProcessed) {
      await sleep(BETWEEN_LOOKS, undefined, { signal: context.signal }).catch(() => undefined);
      if (context.signal.aborted) throw new Interrupted();
      seen = look();
    }
    const target = namedTarget(options);
    return lineageAt(graph, {
      at: new Date(context.now()).toISOString(),
      cluster: target === undefined ? 'embedded broker' : describe(target),
      processing: isProcessed ? 'elsewhere' : 'none',
      perSecond: options.rates && seen !== undefined ? rates.perSecond : undefined,
      collectedPerSecond: undefined,
      lags: lags(seen?.topics ?? [], new Map()),
      rows: seen?.rows ?? new Map(),
    });
  } finally {
    reader.close();
  }
}

function lookAt(db: Db, tables: readonly string[]) {
  return { topics: topicRows(db), rows: new Map(tables.map((name) => [name, countRows(db, name)])) };
}
