/** Events as they came, and what became of them. */
import { REASONS } from '../../../processors/verdict/reasons.js';
import { count, oneOf, orNull, text, time, topic } from './columns.js';
import type { Figure } from './figure.js';

export const VERDICTS = ['accepted', 'duplicate', 'rejected', 'sandbox'] as const;

export const reason = oneOf(
  REASONS.map(([code]) => code),
  'Why it was rejected.',
);

export const latestEvents: Figure = {
  summary: 'The latest events, the newest first',
  description:
    'What was taken in last and what became of it; of each topic the newest accepted and rejected ones, and of a `key` that is asked for all from then on. With `source` `http` those that never reached a topic: turned away at the door, or of a sandbox key.',
  tag: 'events',
  columns: {
    seq: count('Grows with each event of its `source`.'),
    at: orNull(time("Fluvio's timestamp of the record; of `http`, when it came.")),
    source: oneOf(['topic', 'http'], 'Where it was judged: as a record of a topic, or at the door.'),
    topic,
    partition: orNull(count('Its partition; null for what never reached one.')),
    offset: orNull(count('Its offset; null for what never reached a partition.')),
    key: orNull(text('Player or server that it is about; null where none can be read.')),
    verdict: oneOf(VERDICTS, 'What became of it; `sandbox`: it would have been accepted.'),
    reason: orNull(reason),
    pointer: orNull(text('JSON pointer of the value at fault; empty for the whole event.')),
    value: text('The event, at most 2 KiB of it.'),
  },
  key: ['source', 'seq'],
  example: {
    seq: 17,
    at: '2024-11-12T10:15:30.120Z',
    source: 'topic',
    topic: 'combat-events',
    partition: 0,
    offset: 17,
    key: 'ann',
    verdict: 'rejected',
    reason: 'not_allowed_value',
    pointer: '/eventtype',
    value: '{"playerid":"ann","timestamp":1731402000000,"eventtype":"win"}',
  },
};

export const deadLetters: Figure = {
  summary: 'Rejected records that are kept',
  description: 'The order is by `topic`, `partition`, `log`, `offset`: of a partition the oldest first.',
  tag: 'events',
  columns: {
    topic,
    partition: count('Its partition.'),
    log: count('How many logs of the partition were given up before; offsets are of this one.'),
    offset: count('Its offset.'),
    reason,
    pointer: text('JSON pointer of the value at fault; empty for the whole record.'),
    record_time: orNull(time("Fluvio's timestamp of the record.")),
    key: orNull(text("The record's key; null where it has none, or one that is no UTF-8.")),
    key_base64: orNull(text('Such a key; null where there is none.')),
    value: text('The value, at most 2 KiB of it; what is no UTF-8 shows as U+FFFD.'),
    size: count('Bytes that the whole value had.'),
  },
  key: ['topic', 'partition', 'log', 'offset'],
  example: {
    topic: 'combat-events',
    partition: 0,
    log: 0,
    offset: 17,
    reason: 'not_allowed_value',
    pointer: '/eventtype',
    record_time: '2024-11-12T10:15:30.120Z',
    key: 'ann',
    key_base64: null,
    value: '{"playerid":"ann","timestamp":1731402000000,"eventtype":"win"}',
    size: 63,
  },
};
