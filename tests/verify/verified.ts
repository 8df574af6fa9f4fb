import { join } from 'node:path';
import { readLogs } from '../../cli/verify/read-logs.js';
import { readSnapshot } from '../../cli/verify/snapshot.js';
import { type Replayed, replayLetters } from '../../processors/replay/replay.js';
import { runProcessors } from '../../processors/run/run.js';
import { databasePath } from '../../processors/store/open.js';
import { Store } from '../../processors/store/store.js';
import { DEFAULT_SETTINGS, type Settings } from '../../settings/settings.js';
import { type Report, Verification } from '../../verify/verification.js';
import { temporaryFolder } from '../support/database.js';
import { LogConnection } from '../support/log-connection.js';

/** Logs, and the database that is made of them. */
export class Place {
  readonly log: LogConnection;
  readonly dataDir: string;

  /** @param of the same logs and database, under other settings */
  constructor(
    readonly settings: Settings = DEFAULT_SETTINGS,
    of: Pick<Place, 'log' | 'dataDir'> = {
      log: new LogConnection(),
      dataDir: join(temporaryFolder(), 'data'),
    },
  ) {
    this.log = of.log;
    this.dataDir = of.dataDir;
  }

  /** Processes to the ends of the logs as they are now. */
  async process(onGap: 'stop' | 'skip' = 'stop'): Promise<void> {
    const until = (await this.log.partitions()).map(({ topic, partition, highWatermark: end }) => ({
      topic,
      partition,
      end,
    }));
    const store = Store.open(databasePath(this.dataDir), this.settings);
    try {
      const signal = new AbortController().signal;
      await runProcessors({ connection: this.log.asConnection, store, onGap, signal, until });
    } finally {
      store.close();
    }
  }

  /** Judges all dead letters again, by the settings of this place. */
  async replay(): Promise<Replayed> {
    const store = Store.open(databasePath(this.dataDir), this.settings);
    try {
      return await replayLetters(store, { selection: {}, signal: new AbortController().signal });
    } finally {
      store.close();
    }
  }

  /** Changes the database behind everybody's back. */
  tamper(sql: string, settings = this.settings): void {
    const store = Store.open(databasePath(this.dataDir), settings);
    const { changes } = store.db.prepare(sql).run() as { changes: number };
    store.close();
    if (changes === 0) throw new Error(`nothing was changed by ${sql}`);
  }

  async verify(settings: Settings = this.settings): Promise<Report> {
    const snapshot = readSnapshot(this.dataDir, settings);
    const verification = new Verification(snapshot.settings, snapshot.reached);
    await readLogs({
      connection: this.log.asConnection,
      verification,
      snapshot,
      signal: new AbortController().signal,
      onTotal: () => undefined,
      onProgress: () => undefined,
    });
    return verification.report(snapshot.rows, snapshot.droppedLetters);
  }
}

/** The figures with differences. */
export function red({ figures }: Report): string[] {
  return figures.filter(({ differences }) => differences > 0).map(({ figure }) => figure);
}

/** How far each figure could be checked. */
export function extents({ figures }: Report): Record<string, string> {
  return Object.fromEntries(figures.map(({ figure, extent }) => [figure, extent]));
}
