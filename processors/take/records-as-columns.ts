/** Columns of records that came as such: a dead letter that is judged again, a log that is held to its digest. */
import type { ColumnBatch } from '../../fluvio/client/columns/column-batch.js';
import { LocalColumns } from '../../fluvio/client/columns/local-columns.js';
import type { RecordBatch } from '../../fluvio/client/types.js';
import type { Topic } from '../../schemas/index.js';
import type { Rules } from '../verdict/rules.js';
import { columnsModule } from './columns-module.js';

/** The hashes of a batch do not depend on rules; its rows do. */
const FOR_HASHES: Rules = { aheadMs: 0, names: undefined };

/** One of a kind in a process: each has a dictionary of its own. */
const opened = new Map<string, LocalColumns>();

/** @param rules those in force; who wants nothing but hashes needs none */
export function recordsAsColumns(batch: RecordBatch, rules: Rules = FOR_HASHES): ColumnBatch {
  const { module, shape, parameters } = columnsModule(batch.topic as Topic, rules);
  const key = JSON.stringify([module, parameters]);
  let local = opened.get(key);
  if (local === undefined) {
    local = new LocalColumns(module, shape, parameters);
    opened.set(key, local);
  }
  return local.judge(batch);
}
