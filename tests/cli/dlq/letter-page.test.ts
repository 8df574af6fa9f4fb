import { expect, test } from 'vitest';
import { letterPage } from '../../../cli/dlq/letters-shown.js';

test.each([
  [300, '5 minutes'],
  [60, '1 minute'],
  [90, '90 seconds'],
  [0, '0 seconds'],
])('says by how much an event may be ahead: %i s', (aheadSeconds, words) => {
  const key = { topic: 'player-events', partition: 0, log: 0, offset: 0, key: null, recordTime: 0 };
  const letter = { ...key, reason: 'future_time', pointer: '/timestamp', value: Buffer.from('{}'), size: 2 };
  expect(letterPage(letter, false, aheadSeconds)).toContain(
    `future_time: The event's time is more than ${words} after the record's Fluvio timestamp.`,
  );
});
