/** What `/v1/lineage` answers. */
import { problems } from '../openapi/problems.js';
import { NO_PARAMETERS, object } from '../openapi/shapes.js';
import { KINDS } from './graph.js';

const text = (description: string) => ({ type: 'string', description });

const node = object({
  id: text('KIND:NAME; arrows name boxes by it.'),
  kind: { type: 'string', enum: KINDS, description: 'In the order of the flow.' },
  name: text('For people.'),
  description: text('One sentence.'),
  details: {
    type: 'array',
    description: 'What it is made of.',
    items: object({ name: text('What.'), value: text('As text.') }),
  },
  rows: {
    type: ['integer', 'null'],
    minimum: 0,
    description:
      'Of a table, up to 10,000: then so many or more. Null for other boxes and without a database.',
  },
});

const edge = object({
  from: text('Id of a box.'),
  to: text('Id of a box.'),
  topic: { type: ['string', 'null'], description: 'Whose events it carries; null for no single topic.' },
  label: text('A few words, or none.'),
  events_per_second: {
    type: ['number', 'null'],
    minimum: 0,
    description: 'Over the last few seconds; null where nothing is counted.',
  },
  lag: {
    type: ['integer', 'null'],
    minimum: 0,
    description: 'Records of the topic that are not folded yet, on the arrow out of it; null elsewhere.',
  },
});

export const LINEAGE_SCHEMA = {
  summary: 'What flows where',
  description:
    'Boxes and arrows from sources to sinks, as configured and registered, with what flows now. Between two boxes there may be an arrow for each topic.',
  tags: ['operations'],
  querystring: NO_PARAMETERS,
  response: {
    200: {
      description: 'The lineage; without a database no rates, lags and rows.',
      ...object({
        at: { type: 'string', format: 'date-time', description: 'When it was asked for.' },
        cluster: text('Where the topics are.'),
        processing: {
          type: 'string',
          enum: ['here', 'elsewhere', 'none'],
          description: 'Who folds the topics: the processors of this server, another game-flow, or nobody.',
        },
        nodes: { type: 'array', items: node },
        edges: { type: 'array', items: edge },
      }),
    },
    ...problems(400),
  },
};
