/** The collector of a server that runs: put together from its database, its settings and a connection. */
import { randomUUID } from 'node:crypto';
import type { FluvioConnection } from '../../fluvio/client/index.js';
import type { Settings } from '../../settings/settings.js';
import { LiveEvents, type LiveEventsParts } from '../generator/live-events.js';
import { DoorCounts } from '../observe/door-counts.js';
import type { ServerDb } from '../store/open.js';
import type { CollectorParts } from './answer.js';
import { ClockCorrections, CORRECTIONS_TABLE } from './corrections.js';
import { Ingest } from './ingest.js';
import { judgesFor } from './judges.js';
import { ANSWERS_TABLES, KeptAnswers } from './kept-answers.js';
import { RecentEvents } from './recent.js';
import { Room } from './room.js';

/** What it keeps in `server.db`. */
export const COLLECTOR_TABLES = [CORRECTIONS_TABLE, ...ANSWERS_TABLES];

/** Of requests that are judged, or wait for the broker or for the first of their kind; inflated. They take some three times as much. */
const MOST_BODY_BYTES = 64 * 1024 * 1024;

export interface CollectorSources {
  /** Its tables are there. */
  readonly db: ServerDb;
  readonly settings: Settings;
  /** Knows our names of the topics. */
  readonly connection: Pick<FluvioConnection, 'producer'>;
  /** How the studio writes a generated event. */
  readonly asSent: LiveEventsParts['asSent'];
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export function collectorFor({ db, settings, connection, asSent, now }: CollectorSources): CollectorParts {
  const judges = judgesFor(settings);
  return {
    ingest: new Ingest(connection),
    judges,
    generated: new LiveEvents({ seed: randomUUID, judges, asSent, now }),
    corrections: new ClockCorrections(db),
    answers: new KeptAnswers(db),
    bodies: new Room(MOST_BODY_BYTES),
    recent: new RecentEvents(),
    door: new DoorCounts(),
    now,
  };
}
