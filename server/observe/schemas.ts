/** What the routes answer, in words for people and schemas for machines. */
import { problems } from '../openapi/problems.js';
import { NO_PARAMETERS, object } from '../openapi/shapes.js';
import { CHECKS } from './readiness.js';

const time = (description: string) => ({ type: 'string', format: 'date-time', description });
const timeOrNull = (description: string) => ({ ...time(description), type: ['string', 'null'] });
const count = (description: string) => ({ type: 'integer', minimum: 0, description });
const perSecond = (description: string) => ({ type: 'number', minimum: 0, description });
const lag = {
  type: ['integer', 'null'],
  minimum: 0,
  description: 'Records not folded yet; null while no end of a partition has been seen.',
};

const status = {
  version: { type: 'string', description: 'Of game-flow.' },
  started_at: time('When the server was started.'),
  now: time('When this was answered.'),
  cluster: { type: 'string', description: 'Where the topics are.' },
  processing: {
    type: 'string',
    enum: ['here', 'elsewhere', 'none'],
    description: 'Who folds the topics: the processors of this server, another game-flow, or nobody.',
  },
  note: { type: 'string', description: 'What the processors complain of; empty when all is well.' },
  received: count('Records folded, of all topics: accepted, duplicate and rejected together.'),
  accepted: count('Records that count.'),
  duplicate: count('Records whose event_id was accepted before.'),
  rejected: count('Records that are no valid event.'),
  lag,
  last_record_at: timeOrNull("Fluvio's timestamp of the latest record that was folded."),
  last_event_age_seconds: {
    type: ['number', 'null'],
    minimum: 0,
    description: 'Seconds from last_record_at to now.',
  },
  last_commit_at: timeOrNull('When the processors last committed.'),
  events_per_second: perSecond('Records folded a second, over the last few seconds.'),
  open_alerts: count('Alerts of servers that are open.'),
  dead_letters: count('Rejected records that are kept.'),
};

const throughput = {
  at: time('When it was looked at.'),
  events_per_second: perSecond('Records folded a second, over the last few seconds.'),
  rejected_per_second: perSecond('Those of them that were rejected.'),
  lag,
};

const tags = ['operations'];
const querystring = NO_PARAMETERS;

export const STATUS_SCHEMA = {
  summary: 'How game-flow fares',
  description: 'Counts, lag and throughput as of the last second, and who processes.',
  tags,
  querystring,
  response: { 200: { description: 'The state as of the last second.', ...object(status) }, ...problems(400) },
};

export const THROUGHPUT_SCHEMA = {
  summary: 'Throughput of the last ten minutes',
  description: 'A row a second, oldest first; fewer where the server was started or stopped meanwhile.',
  tags,
  querystring,
  response: {
    200: {
      description: 'A row a second, oldest first.',
      ...object({ rows: { type: 'array', items: object(throughput) } }),
    },
    ...problems(400),
  },
};

export const HEALTH_SCHEMA = {
  summary: 'Whether the server answers',
  description: 'For whoever restarts it when it does not. It says nothing of broker, database or processors.',
  tags,
  querystring,
  response: {
    200: { description: 'It answers.', ...object({ status: { type: 'string', const: 'ok' } }) },
    ...problems(400),
  },
};

const readiness = (description: string) => ({
  description,
  ...object({
    status: { type: 'string', enum: ['ready', 'unready'] },
    checks: {
      type: 'object',
      additionalProperties: false,
      properties: Object.fromEntries(CHECKS.map((check) => [check, { enum: ['ok', 'failed'] }])),
    },
  }),
});

export const READINESS_SCHEMA = {
  summary: 'Whether it does what it is for',
  description:
    'The broker answers, the database is current, somebody processes, lag is within --ready-lag, and the last record no older than --ready-age where that is given.',
  tags,
  querystring,
  response: {
    200: readiness('It does.'),
    503: readiness('It does not; the checks that failed are named.'),
    ...problems(400),
  },
};

export const METRICS_SCHEMA = {
  summary: 'Metrics for Prometheus',
  description: "In Prometheus' text format; docs/operations.md says what each one means.",
  tags,
  querystring,
  response: {
    200: {
      description: 'All metrics.',
      content: { 'text/plain': { schema: { type: 'string' } } },
    },
    ...problems(400),
  },
};
