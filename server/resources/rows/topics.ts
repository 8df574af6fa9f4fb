/** What became of the records of each partition. */
import { object } from '../../openapi/shapes.js';
import { count, oneOf, orNull, time, topic } from './columns.js';
import type { Figure } from './figure.js';

const reason = oneOf(
  ['evicted', 'hole', 'made-anew', 'lost-tail', 'log-changed'],
  'Why counting could not go on there.',
);

const gap = {
  reason,
  log: count('The log in which counting could not go on.'),
  from: count('Offset that was to come next.'),
  to: count('Offset at which counting went on.'),
};

const partition = count('Its number, from 0.');

export const topics: Figure = {
  summary: 'Topics and partitions: what was counted, and how far behind it is',
  description:
    '`received` = `accepted` + `duplicate` + `rejected`, always. The order is by `topic`, `partition`.',
  tag: 'operations',
  columns: {
    topic,
    partition,
    next_offset: count('Where the processors go on.'),
    received: count('Records taken in.'),
    accepted: count('Of these, accepted.'),
    duplicate: count('Of these, duplicates.'),
    rejected: count('Of these, rejected.'),
    lag: orNull(count('Records that are not taken in yet, as last seen; null if that was never seen.')),
    conflicting: count('Duplicates known to have other bytes than the accepted event.'),
    skipped: count('Offsets that were gone from the log and were passed over.'),
    log: count('How many logs of this partition were given up for another.'),
    gaps: { type: 'array', items: object(gap), description: 'Where counting went on elsewhere.' },
    last_record_at: orNull(time('Largest Fluvio timestamp of a record; null if none had one.')),
  },
  key: ['topic', 'partition'],
  example: {
    topic: 'combat-events',
    partition: 0,
    next_offset: 120,
    received: 120,
    accepted: 115,
    duplicate: 3,
    rejected: 2,
    lag: 0,
    conflicting: 0,
    skipped: 0,
    log: 0,
    gaps: [],
    last_record_at: '2024-11-12T10:15:30.000Z',
  },
};

export const gaps: Figure = {
  summary: 'Where counting could not go on, and went on elsewhere',
  description: 'The order is by `topic`, `partition`, `log`, `from`.',
  tag: 'operations',
  columns: { topic, partition, ...gap },
  key: ['topic', 'partition', 'log', 'from'],
  example: { topic: 'combat-events', partition: 0, reason: 'evicted', log: 0, from: 100, to: 180 },
};
