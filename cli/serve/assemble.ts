/** The server of `serve`: what its options, settings and connections name, put together. It does not listen yet. */
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { type FluvioConnection, withTopicNames } from '../../fluvio/client/index.js';
import type { LiveReader } from '../../processors/store/live-reader.js';
import { buildApp, type Parts } from '../../server/app.js';
import { collectorFor } from '../../server/collector/collector.js';
import { registeredIn } from '../../server/lineage/registered.js';
import { topologyOf } from '../../server/lineage/topology.js';
import { BrokerWatch } from '../../server/observe/broker-watch.js';
import { Observer } from '../../server/observe/observer.js';
import { follower } from '../../server/resources/followed.js';
import type { ServerDb } from '../../server/store/open.js';
import type { Settings } from '../../settings/settings.js';
import { studioNames } from '../generate/studio-names.js';
import { packageVersion } from '../package-version.js';
import type { ProcessingState } from './processing.js';

export interface ServerSources {
  readonly access: Pick<Parts, 'access' | 'trustedProxies'>;
  readonly log: FastifyBaseLogger;
  readonly settings: Settings;
  readonly dataDir: string;
  readonly serverDb: ServerDb;
  readonly reader: LiveReader;
  /** Knows the cluster's names of the topics. */
  readonly connection: FluvioConnection;
  /** The cluster, for people. */
  readonly where: string;
  readonly processing: ProcessingState;
  /** When it is unready: more records than this not folded yet, the last record older than so many seconds. */
  readonly ready: Observer['parts']['ready'];
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export function assemble(sources: ServerSources): FastifyInstance {
  const { access, log, settings, dataDir, serverDb, reader, where, processing, ready, now } = sources;
  const connection = withTopicNames(sources.connection, settings.topics);
  const clock = () => performance.now();
  const read: Parts['resources']['read'] = (work) => reader.read(work);
  return buildApp({
    ...access,
    log,
    collector: collectorFor({ db: serverDb, settings, connection, asSent: studioNames(settings), now }),
    resources: { read, follow: follower(dataDir, now) },
    lineage: topologyOf(registeredIn(settings)),
    observer: new Observer({
      version: packageVersion(),
      startedAt: now(),
      cluster: where,
      read,
      broker: new BrokerWatch(connection, clock),
      ready,
      processing: () => processing.now,
      now,
      clock,
    }),
  });
}
