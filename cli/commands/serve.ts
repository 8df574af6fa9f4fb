/** `game-flow serve`: the collector and the figures over HTTP, with the processors, in one command. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { ensureTopics, withTopicNames } from '../../fluvio/client/index.js';
import { LiveReader } from '../../processors/store/live-reader.js';
import { KEY_TABLES } from '../../server/access/keys.js';
import { buildApp } from '../../server/app.js';
import { COLLECTOR_TABLES, collectorFor } from '../../server/collector/collector.js';
import { registeredIn } from '../../server/lineage/registered.js';
import { topologyOf } from '../../server/lineage/topology.js';
import { BrokerWatch } from '../../server/observe/broker-watch.js';
import { Observer } from '../../server/observe/observer.js';
import type { Processing } from '../../server/observe/status.js';
import { follower } from '../../server/resources/followed.js';
import { openServerDatabase, serverDatabasePath } from '../../server/store/open.js';
import { connect } from '../connect.js';
import { type Context, say } from '../context.js';
import { CommandError, Interrupted } from '../exit.js';
import { studioNames } from '../generate/studio-names.js';
import { noteMadeTopics } from '../made-topics.js';
import {
  type CommonOptions,
  type SettingsOptions,
  wholeNumber,
  withCluster,
  withConfig,
  withRetain,
} from '../options.js';
import { ownTopics } from '../own-topics.js';
import { packageVersion } from '../package-version.js';
import { type AccessOptions, accessFor, withAccess } from '../serve/access.js';
import { type LogOptions, logFor, withLog } from '../serve/log.js';
import { settingsFor } from '../settings.js';
import { Processors } from '../watch/processors.js';

const DEFAULT_PORT = 8080;
const DEFAULT_READY_LAG = 100_000;

/** How often it is looked whether somebody still processes, ms; and so how soon processors that ended start again. */
const LOOK_EVERY = 1000;

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
  return withLog(withAccess(withRetain(withConfig(withCluster(new Command('serve'))))))
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
  const ownConnection = withTopicNames(connection, settings.topics);
  const clock = () => performance.now();
  const processors = new Processors(context, options, false);
  const processing = new ProcessingState(processors);
  const reader = new LiveReader(options.dataDir);
  const observer = new Observer({
    version: packageVersion(),
    startedAt: context.now(),
    cluster: where,
    read: (read) => reader.read(read),
    broker: new BrokerWatch(ownConnection, clock),
    ready: { lag: options.readyLag, ageSeconds: options.readyAge },
    processing: () => processing.now,
    now: context.now,
    clock,
  });
  const app = buildApp({
    ...access,
    log,
    collector: collectorFor({
      db: serverDb,
      settings,
      connection: ownConnection,
      asSent: studioNames(settings),
      now: context.now,
    }),
    resources: { read: (read) => reader.read(read), follow: follower(options.dataDir, context.now) },
    lineage: topologyOf(registeredIn(settings)),
    observer,
  });
  try {
    noteMadeTopics(options.dataDir, target, await ensureTopics(connection, ownTopics(settings)));
    const url = await app.listen({ host: options.host, port: options.port }).catch((error: unknown) => {
      throw listenError(error, options);
    });
    const whom = access.access.areKeysRequired ? ', for whoever has a key' : '';
    say(context, `Listening at ${url}${whom}, with the topics at ${where}. Ctrl-C stops.`);
    await untilStopped(context, processing, observer);
  } finally {
    await app.close();
    reader.close();
    serverDb.close();
    await processors.stop();
    await connection.close();
  }
  throw new Interrupted();
}

/** Processors that end by themselves are started again, as a service would: the collector goes on meanwhile. */
async function untilStopped(
  context: Context,
  processing: ProcessingState,
  observer: Observer,
): Promise<void> {
  let told = '';
  while (!context.signal.aborted) {
    processing.look();
    const { note } = observer.processing();
    if (note !== told && note !== '') say(context, note);
    told = note;
    await sleep(LOOK_EVERY, undefined, { signal: context.signal }).catch(() => undefined);
  }
}

/** Who processes, as of the last look: to look may start the processors, and nobody who only asks should. */
class ProcessingState {
  now: Processing = { where: 'none', note: '' };

  constructor(readonly processors: Processors) {}

  look(): void {
    try {
      this.now = { where: this.processors.check(), note: this.processors.note };
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      this.now = { where: 'none', note: error.message };
    }
  }
}

function listenError(error: unknown, { host, port }: ServeOptions): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new CommandError(`Port ${port} of ${host} is taken. Name another with --port.`);
    case 'EADDRNOTAVAIL':
      return new CommandError(`${host} is no address of this machine.`);
    case 'EACCES':
      return new CommandError(`Port ${port} is not for everybody. Name another with --port.`);
    default:
      return error;
  }
}
