/** Query parameters: their schemas, which refuse what has not their form, and what they mean. */
import { spanBound } from '../../processors/store/stats/span-bound.js';
import type { Schema } from '../openapi/problems.js';
import { Problem } from '../problem.js';
import type { Page } from './resource.js';

export const DEFAULT_LIMIT = 100;
export const MOST_ROWS = 1000;

const DAY_FORM = '\\d{4}-\\d\\d-\\d\\d';
const TIME_FORM = `${DAY_FORM}T\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)`;

export const LIMIT: Schema = {
  type: 'string',
  pattern: '^([1-9]\\d{0,2}|1000)$',
  description: `Rows at the most, 1 to ${MOST_ROWS}; ${DEFAULT_LIMIT} when nothing is said.`,
  examples: ['20'],
};

/** Parameters of every resource. */
export const PAGE: Readonly<Record<keyof Page, Schema>> = {
  limit: LIMIT,
  after: {
    type: 'string',
    pattern: '^[\\w.-]{1,4096}$',
    description: '`next` of the page before: the rows that follow it.',
  },
  reverse: {
    type: 'string',
    enum: ['0', '1'],
    description: '1 to begin at the other end.',
  },
};

/** Of figures by window or time. */
export const TIMES: Readonly<Record<'from' | 'to', Schema>> = {
  from: {
    type: 'string',
    pattern: `^${DAY_FORM}$|^${TIME_FORM}$`,
    description: 'From this UTC day, or this time, on: `2024-11-12` or `2024-11-12T18:00:00Z`.',
  },
  to: {
    type: 'string',
    pattern: `^${DAY_FORM}$|^${TIME_FORM}$`,
    description: 'Up to the end of this UTC day, or up to and without this time.',
  },
};

/** Of figures by day. */
export const DAYS: Readonly<Record<'from' | 'to', Schema>> = {
  from: {
    type: 'string',
    pattern: `^${DAY_FORM}$`,
    description: 'From this UTC day on, such as `2024-11-12`.',
  },
  to: {
    type: 'string',
    pattern: `^${DAY_FORM}$`,
    description: 'Up to this UTC day, inclusive.',
  },
};

/** @param query of the form that `PAGE` asks for */
export function pageOf({ limit, after, reverse }: Readonly<Record<string, string | undefined>>): Page {
  return { limit: limit === undefined ? DEFAULT_LIMIT : Number(limit), after, reverse: reverse === '1' };
}

/** ms since 1970. @throws Problem for a day or time that there is not */
export function timeOf(name: 'from' | 'to', text: string): number {
  const time = spanBound(name, text);
  if (Number.isNaN(time))
    throw new Problem(400, 'invalid_query', `${name}: there is no such day or time as ${text}.`);
  return time;
}
