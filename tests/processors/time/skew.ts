/** Clocks that disagree: an event's time against the time at which Fluvio took its record in. */
import { fight, play, purchase, sample, type TimeCase } from './case.js';

const FUTURE = 'future_time /purchase_timestamp';

export const SKEW: readonly TimeCase[] = [
  {
    name: 'five minutes ahead',
    records: [purchase('2024-11-12T10:20:00Z', {}, '2024-11-12T10:15:00Z')],
    rows: { items: [{ first_at: '2024-11-12T10:20:00.000Z' }] },
  },
  {
    name: 'five minutes and a millisecond ahead',
    records: [purchase('2024-11-12T10:20:00.001Z', {}, '2024-11-12T10:15:00Z')],
    verdicts: [FUTURE],
    rows: { items: [], topics: [{ received: 1, accepted: 0, rejected: 1 }] },
  },
  {
    name: 'five minutes and less than a millisecond ahead: the digits are cut first',
    records: [purchase('2024-11-12T10:20:00.000999999Z', {}, '2024-11-12T10:15:00Z')],
  },
  {
    name: 'on the wall an hour ahead, in UTC not',
    records: [purchase('2024-11-12T11:20:00+01:00', {}, '2024-11-12T10:15:00Z')],
  },
  {
    name: 'on the wall behind, in UTC six minutes ahead',
    records: [purchase('2024-11-12T09:21:00-01:00', {}, '2024-11-12T10:15:00Z')],
    verdicts: [FUTURE],
  },
  {
    name: 'a leap second counts as the next midnight: five minutes ahead, and a millisecond more',
    records: [
      purchase('2024-11-12T23:59:60Z', {}, '2024-11-12T23:55:00Z'),
      purchase('2024-11-12T23:59:60Z', {}, '2024-11-12T23:54:59.999Z'),
    ],
    verdicts: ['ok', FUTURE],
    rows: { items: [{ purchases: 1, first_at: '2024-11-13T00:00:00.000Z' }] },
  },
  {
    name: 'a record without a timestamp: not compared',
    records: [purchase('9999-12-31T23:59:59Z')],
  },
  {
    name: 'a record with the timestamp −1: not compared',
    records: [purchase('2024-11-12T10:15:30Z', {}, -1)],
  },
  {
    name: 'a record of 1970 is a record of 1970',
    records: [purchase('1970-01-01T00:05:00Z', {}, 0), purchase('1970-01-01T00:05:00.001Z', {}, 0)],
    verdicts: ['ok', FUTURE],
  },
  {
    name: 'however late',
    records: [purchase('1970-01-01T00:00:00Z', {}, '2024-11-12T10:15:00Z')],
    rows: { 'item-days': [{ day: '1970-01-01', purchases: 1 }] },
  },
  {
    name: 'a time that is none is not called ahead of anything',
    records: [purchase('2024-11-12T25:00:00Z', {}, '1970-01-01T00:00:00Z')],
    verdicts: ['invalid_time /purchase_timestamp'],
  },
  {
    name: 'milliseconds of combat, five minutes ahead and one more',
    records: [
      fight(1_731_406_800_000, {}, '2024-11-12T10:15:00Z'),
      fight(1_731_406_800_001, {}, '2024-11-12T10:15:00Z'),
    ],
    verdicts: ['ok', 'future_time /timestamp'],
    rows: { combat: [{ window_start: '2024-11-12T10:20:00.000Z', kill_count: 1 }] },
  },
  {
    name: 'an event from the future moves no watermark: nobody falls silent',
    records: [
      sample('2024-11-12T10:15:30Z', {}, '2024-11-12T10:15:30Z'),
      sample('2024-11-12T12:00:00Z', { server_id: 'us-1' }, '2024-11-12T10:15:31Z'),
    ],
    verdicts: ['ok', 'future_time /timestamp'],
    rows: { alerts: [], servers: [{ server_id: 'eu-1' }] },
  },
  {
    name: 'an event from the future makes no duplicate of its repeat, whose record is of a later time',
    records: [
      play('2024-11-12T12:00:00Z', { event_id: 'src-0' }, '2024-11-12T10:15:00Z'),
      play('2024-11-12T12:00:00Z', { event_id: 'src-0' }, '2024-11-12T11:55:00Z'),
    ],
    verdicts: ['future_time /timestamp', 'ok'],
    rows: { topics: [{ received: 2, accepted: 1, duplicate: 0, rejected: 1 }] },
  },
];
