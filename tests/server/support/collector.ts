/** A collector whose events go nowhere, where a test does not say otherwise. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutgoingRecord } from '../../../fluvio/client/index.js';
import type { CollectorParts } from '../../../server/collector/answer.js';
import { COLLECTOR_TABLES, collectorFor } from '../../../server/collector/collector.js';
import { openServerDatabase, type ServerDb } from '../../../server/store/open.js';
import { DEFAULT_SETTINGS } from '../../../settings/settings.js';
import { NOW } from './parts.js';

export interface TestCollector extends CollectorParts {
  /** What was sent, oldest first. */
  readonly sent: { topic: string; records: readonly OutgoingRecord[]; sender: string | null }[];
}

export function collectorOf(parts: Partial<CollectorParts> & { readonly db?: ServerDb } = {}): TestCollector {
  const sent: TestCollector['sent'] = [];
  const { db = serverDatabase(), ...others } = parts;
  const now = parts.now ?? (() => NOW);
  const connection = {
    producer: () => {
      throw new Error('a test sends nothing');
    },
  };
  return {
    ...collectorFor({ db, settings: DEFAULT_SETTINGS, connection, asSent: (event) => event, now }),
    ingest: {
      add: async (topic, records, sender) => void sent.push({ topic, records, sender }),
      waitingBytes: 0,
    },
    ...others,
    sent,
  };
}

export function serverDatabase(folder = mkdtempSync(join(tmpdir(), 'game-flow-collector-'))): ServerDb {
  return openServerDatabase(join(folder, 'server.db'), COLLECTOR_TABLES);
}
