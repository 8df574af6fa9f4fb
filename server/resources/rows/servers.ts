/** How the servers of the game fare. */
import { object } from '../../openapi/shapes.js';
import { amount, count, end, oneOf, orNull, text, time } from './columns.js';
import type { Figure } from './figure.js';

const metric = (unit: string) => ({
  ...object({
    last: amount('The latest.'),
    mean: amount('Of all samples.'),
    max: amount('The largest.'),
  }),
  description: `In ${unit}.`,
});

export const servers: Figure = {
  summary: 'Servers and their load',
  description: 'The order is by `server_id`.',
  tag: 'servers',
  columns: {
    server_id: text('The server.'),
    samples: count('How many it has sent.'),
    cpu_load: metric('per cent'),
    memory_usage: metric('per cent'),
    latency: metric('milliseconds'),
  },
  key: ['server_id'],
  example: {
    server_id: 'server_1',
    samples: 720,
    cpu_load: { last: 41.5, mean: 38.25, max: 93 },
    memory_usage: { last: 60, mean: 58.5, max: 71 },
    latency: { last: 35, mean: 31.125, max: 240 },
  },
};

export const alerts: Figure = {
  summary: 'Alerts of servers',
  description:
    'Runs of minutes in which a metric was too high, and silences. One that is open has no `closed_at`. The order is by `opened_at`, `server_id`, `metric`.',
  tag: 'servers',
  columns: {
    server_id: text('The server.'),
    metric: oneOf(['cpu_load', 'memory_usage', 'latency', 'silent'], 'What is wrong.'),
    severity: oneOf(['warning', 'critical'], 'How bad it is.'),
    opened_at: time('When it began.'),
    closed_at: orNull(end('When it was over; null while it is not.')),
    peak: orNull(amount("The largest value, in the metric's unit; null for `silent`.")),
    breaches: count('Samples that were too high.'),
  },
  key: ['server_id', 'metric', 'opened_at'],
  example: {
    server_id: 'server_1',
    metric: 'cpu_load',
    severity: 'warning',
    opened_at: '2024-11-12T10:15:00.000Z',
    closed_at: null,
    peak: 93,
    breaches: 4,
  },
};
