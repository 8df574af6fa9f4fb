import { expect, test } from 'vitest';
import { changedLogs } from '../../cli/changed-logs.js';
import { runProcessors } from '../../processors/run/run.js';
import { temporaryStore } from '../support/database.js';
import { LogConnection } from '../support/log-connection.js';

const TOPIC = 'player-events';
const values = (length: number, prefix: string) => Array.from({ length }, (_, i) => `${prefix}${i}`);

test.each([
  ['the same log, grown', values(50, 'a'), 0, []],
  ['another one, longer', values(50, 'b'), 0, ['player-events/0, whose log is another one than was counted']],
  [
    'one whose tail was replaced',
    [...values(15, 'a'), ...values(40, 'b')],
    0,
    ['player-events/0, whose log is another one than was counted'],
  ],
  ['one that is told of as shorter', values(5, 'a'), 0, []],
  ['one that came after another', values(50, 'a'), 1, ['player-events/0 before its present log']],
])('%s', async (_, now, logsBefore, words) => {
  const store = temporaryStore();
  const log = new LogConnection();
  const signal = new AbortController().signal;
  log.set(TOPIC, 0, values(30, 'a'));
  const until = [{ topic: TOPIC, partition: 0, end: 30 }];
  await runProcessors({ connection: log.asConnection, store, onGap: 'stop', signal, until });
  log.set(TOPIC, 0, now);
  const counted = store.positions().map((position) => ({ ...position, log: logsBefore }));
  expect(await changedLogs(log, counted, await log.partitions(), signal)).toEqual(words);
});
