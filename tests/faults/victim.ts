/**
 * The processors as they are, in a process that can be killed at a named point of a commit, and that tells on fd 3
 * where it stands: `f` a fold has begun and is not committed, `c` in a commit, `i` everything is committed.
 * With `--break` it does on purpose what the processors must never do, to show that the comparison notices.
 */
import { writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { endOffsets } from '../../fluvio/client/index.js';
import { PartitionIds } from '../../processors/duplicates/duplicates.js';
import { Processor } from '../../processors/processor.js';
import { runProcessors } from '../../processors/run/run.js';
import { type Changes, Store } from '../../processors/store/store.js';
import { TOPICS } from '../../schemas/index.js';
import { DEFAULT_SETTINGS } from '../../settings/settings.js';
import { connectAt } from '../support/own-topics.js';
import { Chance } from './chance.js';

const { values } = parseArgs({
  options: {
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '' },
    prefix: { type: 'string', default: '' },
    database: { type: 'string', default: '' },
    seed: { type: 'string', default: '0' },
    /** Where in its commit number `at` it kills itself: `before`, `inside`, `after`, or `none`. */
    point: { type: 'string', default: 'none' },
    at: { type: 'string', default: '1' },
    /** Ms at the most that a batch takes besides, so that there is something to kill. */
    drag: { type: 'string', default: '0' },
    break: { type: 'string', default: 'nothing' },
    /** Whether Fluvio makes the columns. */
    'push-down': { type: 'string', default: 'no' },
  },
});
const chance = new Chance(Number(values.seed));
const drag = Number(values.drag);

const take = Processor.prototype.take;
Processor.prototype.take = function (this: Processor, ...batch: Parameters<typeof take>) {
  if (this.pending === 0) tell('f');
  take.apply(this, batch);
  pause(chance.unit() * drag);
};

let commits = 0;
const commit = Store.prototype.commit;
Store.prototype.commit = function (this: Store, changes: Changes) {
  commits++;
  tell('c');
  dieAt('before');
  writeChanges(this, {
    ...changes,
    writeIds: () => {
      changes.writeIds();
      dieAt('inside');
    },
  });
  dieAt('after');
  tell('i');
};

function writeChanges(store: Store, changes: Changes): void {
  if (values.break !== 'offset-apart') {
    commit.call(store, changes);
    return;
  }
  commit.call(store, { ...changes, watermarks: new Map(), deadLetters: [], writeIds: () => undefined });
  commit.call(store, { ...changes, positions: [] });
}

if (values.break === 'no-duplicate-check') {
  PartitionIds.prototype.seeNumbers = () => 0;
  PartitionIds.prototype.seeOther = () => 'new';
}

const store = Store.open(values.database, DEFAULT_SETTINGS);
const { host, prefix } = values;
const connection = await connectAt({ host, port: Number(values.port), prefix });
const until = await endOffsets(connection, TOPICS);
const { stopped } = await runProcessors({
  connection,
  store,
  until,
  onGap: 'stop',
  pushDown: values['push-down'] === 'yes',
  signal: new AbortController().signal,
});
for (const { message } of stopped) process.stderr.write(`${message}\n`);
store.close();
process.exit(stopped.length === 0 ? 0 : 1);

function tell(state: 'f' | 'c' | 'i'): void {
  writeSync(3, state);
}

function dieAt(point: string): void {
  if (values.point === point && commits === Number(values.at)) process.kill(process.pid, 'SIGKILL');
}

function pause(ms: number): void {
  if (ms > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
