/**
 * `game-flow demo`: the whole job in half a minute, on a broker and in a folder of its own. No process is left behind
 * however it ends, and no file unless it is killed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chalk } from 'chalk';
import { Command } from 'commander';
import { startCluster, stopCluster } from '../../fluvio/broker/lifecycle/index.js';
import { ensureTopics, type FluvioConnection, loadTopics, openFluvio } from '../../fluvio/client/index.js';
import { BULK_DENSITY, resolveOptions } from '../../generator/index.js';
import { readCounts } from '../../processors/store/counts.js';
import { databasePath } from '../../processors/store/open.js';
import { alertRows } from '../../processors/store/stats/alerts.js';
import { fraudRows } from '../../processors/store/stats/fraud.js';
import { itemRows } from '../../processors/store/stats/items.js';
import { levelRows } from '../../processors/store/stats/levels.js';
import { Store } from '../../processors/store/store.js';
import { DEFAULT_SETTINGS } from '../../settings/settings.js';
import { type Context, say } from '../context.js';
import { CommandError, Interrupted } from '../exit.js';
import { runScenario } from '../generate/run-scenario.js';
import { TopicSink } from '../generate/sink.js';
import { wholeNumber } from '../options.js';
import { count } from '../render/numbers.js';
import { ALERT_COLUMNS, FRAUD_COLUMNS, ITEM_COLUMNS, LEVEL_COLUMNS } from '../render/stats-table.js';
import { renderTable, type TableColumn } from '../render/table.js';
import { catchUp } from './process.js';

/** The same scenario every time: the same figures every time. */
const SEED = 'demo';
const START = Date.UTC(2026, 0, 12);

/** A few of each fault that a real stream has. */
const FAULTS = { bad: 0.002, duplicates: 0.005, late: 0.01 };

const SHOWN_ROWS = 5;

interface DemoOptions {
  readonly count: number;
}

export function demoCommand(context: Context): Command {
  return new Command('demo')
    .description('the whole job in half a minute, in a folder and on a broker of its own')
    .option('--count <n>', 'how many events', wholeNumber(1, 10_000_000), 200_000)
    .action((options: DemoOptions) => runDemo(context, options));
}

async function runDemo(context: Context, options: DemoOptions): Promise<void> {
  const start = performance.now();
  const dataDir = makeFolder();
  try {
    const { state } = await startCluster({ dataDir, scPort: 0, spuPort: 0, owned: true });
    say(
      context,
      `Broker: an embedded one of its own at 127.0.0.1:${state.scPort}, ready after ${seconds(start)}`,
    );
    const connection = await openFluvio({ kind: 'address', host: '127.0.0.1', port: state.scPort });
    try {
      await ensureTopics(connection, loadTopics());
      await send(context, connection, options.count);
      await processAll(context, connection, dataDir);
    } finally {
      await connection.close();
    }
    say(context, `\nAll of it took ${seconds(start)}; nothing is left running.\n${NEXT}`);
  } finally {
    await stopCluster(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const NEXT = `What to try next, in two terminals:
  npx game-flow generate      a simulated game sends events, until Ctrl-C
  npx game-flow watch         what the events say, live`;

async function send(context: Context, connection: FluvioConnection, total: number): Promise<void> {
  const options = resolveOptions({ seed: SEED, start: START, density: BULK_DENSITY, ...FAULTS });
  const plan = { options, count: total, until: Number.POSITIVE_INFINITY, live: false, reachesFuture: false };
  const sink = new TopicSink(connection);
  try {
    const { certain } = await runScenario(context, plan, sink);
    stopIfInterrupted(context);
    if (certain !== total)
      throw new CommandError(`${count(total)} events were sent, ${count(certain)} acknowledged.`);
  } finally {
    await sink.close();
  }
}

async function processAll(context: Context, connection: FluvioConnection, dataDir: string): Promise<void> {
  const store = Store.open(databasePath(dataDir), DEFAULT_SETTINGS);
  try {
    const { stopped } = await catchUp(context, { onGap: 'stop' }, connection, store);
    stopIfInterrupted(context);
    if (stopped.length > 0) throw new CommandError(stopped[0]!.message);
    show(context, store);
  } finally {
    store.close();
  }
}

function show(context: Context, { db }: Store): void {
  const asked = performance.now();
  const alerts = alertRows(db);
  const levels = levelRows(db);
  const items = itemRows(db);
  const fraud = fraudRows(db);
  const counts = readCounts(db);
  const took = performance.now() - asked;
  section(context, 'Worst levels: where players give up', levels, LEVEL_COLUMNS);
  section(context, 'Best items', items, ITEM_COLUMNS);
  section(context, 'Purchases that look like fraud, the latest first', [...fraud].reverse(), FRAUD_COLUMNS);
  section(context, 'Server alerts, the critical ones first', [...alerts].sort(bySeverity), ALERT_COLUMNS);
  context.stdout.write(
    `\n${count(counts.received)} received = ${count(counts.accepted)} accepted + ${count(counts.duplicate)} duplicate + ${count(counts.rejected)} rejected\n`,
  );
  say(context, `Figures: read from SQLite in ${(took / 1000).toFixed(2)} s`);
}

function section<R>(
  context: Context,
  title: string,
  rows: readonly R[],
  columns: readonly TableColumn<R>[],
): void {
  const chalk = new Chalk({ level: context.stdout.hasColor ? 1 : 0 });
  const more = rows.length > SHOWN_ROWS ? `  (${SHOWN_ROWS} of ${rows.length})` : '';
  const table = renderTable(rows.slice(0, SHOWN_ROWS), columns, (header) => chalk.cyan(header));
  context.stdout.write(`\n${chalk.bold(title)}${more}\n${table}\n`);
}

function bySeverity(
  a: { severity: string; peak: number | null },
  b: { severity: string; peak: number | null },
): number {
  return a.severity.localeCompare(b.severity) || (b.peak ?? 0) - (a.peak ?? 0);
}

function makeFolder(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'game-flow-demo-'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandError(
      `No folder could be made in ${tmpdir()} (${code}). Name another with the variable TMPDIR.`,
      { cause: error },
    );
  }
}

function stopIfInterrupted({ signal }: Context): void {
  if (signal.aborted) throw new Interrupted('The demo was stopped; nothing is left running.');
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
