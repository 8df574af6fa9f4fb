/** From the options of a command to a connection: the Fluvio that was named, or the embedded broker, started on demand. */
import { ensureCluster } from '../fluvio/broker/lifecycle/index.js';
import {
  type FluvioConnection,
  type FluvioOptions,
  type FluvioTarget,
  openFluvio,
  withTopicNames,
} from '../fluvio/client/index.js';
import { TOPICS } from '../schemas/index.js';
import type { Settings } from '../settings/settings.js';
import { type Context, say } from './context.js';
import { type CommonOptions, namedTarget } from './options.js';

/** How long after Ctrl-C Fluvio may take to acknowledge what is on its way, ms. */
const LAST_ANSWER_WITHIN = 3000;

export interface Connected {
  readonly connection: FluvioConnection;
  readonly target: FluvioTarget;
  /** For people: `127.0.0.1:9003 (embedded broker)`. */
  readonly where: string;
}

/** @throws FluvioError when it cannot be reached, LifecycleError when the embedded broker cannot be started */
export async function connect(
  context: Context,
  options: CommonOptions,
  fluvio: FluvioOptions = {},
): Promise<Connected> {
  const named = namedTarget(options);
  if (named !== undefined)
    return { connection: await open(context, named, fluvio), target: named, where: describe(named) };
  const { target, started } = await ensureCluster(options.dataDir);
  const where = `${describe(target)} (embedded broker)`;
  if (started) {
    say(
      context,
      `Started the embedded broker at ${describe(target)}; it stops after ten idle minutes, or with \`game-flow down\`.`,
    );
  }
  return { connection: await open(context, target, fluvio), target, where };
}

/**
 * The same for whoever works on the project's own topics: they have our names, whatever the cluster calls them, and what
 * `partitions` says of their logs' starts can be relied on.
 */
export async function connectToOwnTopics(
  context: Context,
  options: CommonOptions,
  { topics }: Pick<Settings, 'topics'>,
): Promise<Connected> {
  const connected = await connect(context, options);
  const connection = withTopicNames(connected.connection, topics);
  try {
    await connection.settleLogStarts(TOPICS);
  } catch (error) {
    await connection.close();
    throw error;
  }
  return { ...connected, connection };
}

/** A cluster that has gone away does not keep Ctrl-C waiting: what still waits for it then fails as CLOSED. */
async function open(
  { signal }: Context,
  target: FluvioTarget,
  fluvio: FluvioOptions,
): Promise<FluvioConnection> {
  const connection = await openFluvio(target, fluvio);
  const closeSoon = () => {
    setTimeout(() => void connection.close(), LAST_ANSWER_WITHIN).unref();
  };
  if (signal.aborted) closeSoon();
  else signal.addEventListener('abort', closeSoon, { once: true });
  return connection;
}

export function describe(target: FluvioTarget): string {
  return target.kind === 'profile' ? `profile ${target.name}` : `${target.host}:${target.port}`;
}
