/** `game-flow serve`: the collector and the figures over HTTP, with the processors, in one command. */
import { Command } from 'commander';
import { ensureTopics } from '../../fluvio/client/index.js';
import { LiveReader } from '../../processors/store/live-reader.js';
import { KEY_TABLES } from '../../server/access/keys.js';
import { COLLECTOR_TABLES } from '../../server/collector/collector.js';
import { openServerDatabase, serverDatabasePath } from '../../server/store/open.js';
import { connect } from '../connect.js';
import { type Context, say } from '../context.js';
import { Interrupted } from '../exit.js';
import { noteMadeTopics } from '../made-topics.js';
import {
  type CommonOptions,
  type SettingsOptions,
  wholeNumber,
  withCluster,
  withConfig,
  withPushDown,
  withRetain,
} from '../options.js';
import { ownTopics } from '../own-topics.js';
import { type AccessOptions, accessFor, withAccess } from '../serve/access.js';
import { assemble } from '../serve/assemble.js';
import { listen } from '../serve/listen.js';
import { type LogOptions, logFor, withLog } from '../serve/log.js';
import { ProcessingState, untilStopped } from '../serve/processing.js';
import { settingsFor } from '../settings.js';
import { Processors } from '../watch/processors.js';

const DEFAULT_PORT = 8080;
const DEFAULT_READY_LAG = 100_000;

/** A request waits so long for a broker that is away, ms. */
const GIVE_UP_AFTER = 10_000;

interface ServeOptions extends CommonOptions, SettingsOptions, LogOptions, AccessOptions {
  readonly port: number;
  /** Records. */
  readonly readyLag: number;
  /** Seconds. */
  readonly readyAge?: number;
}

export function serveCommand(context: Context): Command {
  return withLog(withAccess(withPushDown(withRetain(withConfig(withCluster(new Command('serve')))))))
    .description('take events and show figures over HTTP; processes the topics too when nobody else does')
    .option('--port <n>', 'where to listen; 0 for any free one', wholeNumber(0, 65_535), DEFAULT_PORT)
    .option(
      '--ready-lag <n>',
      'unready (/readyz) with more records than this not folded yet',
      wholeNumber(0),
      DEFAULT_READY_LAG,
    )
    .option(
      '--ready-age <seconds>',
      'unready when the last record is older (default: any age)',
      wholeNumber(1),
    )
    .addHelpText(
      'after',
      `\nExamples:\n  $ game-flow serve\n  $ curl -H 'content-type: application/json' -d '{"playerid":"ann","timestamp":1731402000000,"eventtype":"kill"}' http://127.0.0.1:8080/v1/events/combat-events\n  $ curl http://127.0.0.1:8080/v1/stats/combat\n  $ game-flow keys add --game "Sky Forge" --role ingest && game-flow serve --host 0.0.0.0\n\nUnless told otherwise it listens on this machine alone. What it takes and answers: docs/http.md; keys: docs/security.md.`,
    )
    .action((options: ServeOptions) => runServe(context, options));
}

async function runServe(terminal: Context, options: ServeOptions): Promise<void> {
  const { log, context } = logFor(terminal, options);
  const settings = settingsFor(context, options);
  const serverDb = openServerDatabase(serverDatabasePath(options.dataDir), [
    ...KEY_TABLES,
    ...COLLECTOR_TABLES,
  ]);
  const access = accessFor(options, serverDb, context.now);
  const { connection, target, where } = await connect(context, options, { giveUpAfterMs: GIVE_UP_AFTER });
  const processors = new Processors(context, options, false);
  const processing = new ProcessingState(processors);
  const reader = new LiveReader(options.dataDir);
  const app = assemble({
    access,
    log,
    settings,
    dataDir: options.dataDir,
    serverDb,
    reader,
    connection,
    where,
    processing,
    ready: { lag: options.readyLag, ageSeconds: options.readyAge },
    now: context.now,
  });
  try {
    noteMadeTopics(options.dataDir, target, await ensureTopics(connection, ownTopics(settings)));
    const url = await listen(app, options);
    const whom = access.access.areKeysRequired ? ', for whoever has a key' : '';
    say(context, `Listening at ${url}${whom}, with the topics at ${where}. Ctrl-C stops.`);
    await untilStopped(context, processing);
  } finally {
    await app.close();
    reader.close();
    serverDb.close();
    await processors.stop();
    await connection.close();
  }
  throw new Interrupted();
}
