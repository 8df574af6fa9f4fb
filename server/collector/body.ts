/** From the body of a request to the values that it brings, each as the bytes that are to become a record. */
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problem.js';
import { inflated } from './inflate.js';
import { arrayElements } from './json-text.js';
import { MOST_NESTED, type Outline, outlineOf } from './outline.js';

/** Events in a request. */
export const MAX_EVENTS = 10_000;

export interface Values {
  readonly values: readonly Buffer[];
  /** Whether one event was sent by itself, so that the answer is about it alone. */
  readonly isSingle: boolean;
}

export const LINES = 'application/x-ndjson';

/** The bytes of a body when it is no longer compressed. @throws Problem when they cannot be had, or are too many */
export async function bodyOf({ body, headers }: FastifyRequest): Promise<Buffer> {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  const encoding = headers['content-encoding']?.toLowerCase();
  if (encoding === undefined || encoding === 'identity') return bytes;
  if (encoding !== 'gzip')
    throw new Problem(415, 'unknown_encoding', 'A body may be plain or gzip, and nothing else.');
  return inflated(bytes);
}

export function isLines({ headers }: FastifyRequest): boolean {
  return headers['content-type']?.toLowerCase().startsWith(LINES) === true;
}

/**
 * `application/json` is one event or an array of them, `application/x-ndjson` one a line.
 * @throws Problem when nothing can be told apart in it, or there is too much
 */
export function valuesOf(body: Buffer, hasLines: boolean): Values {
  const found = hasLines ? { values: lines(body), isSingle: false } : json(body);
  if (found.values.length === 0) throw new Problem(400, 'empty', 'The request brings no event.');
  return found;
}

function json(body: Buffer): Values {
  const { commas } = requireShallow(body);
  // A character for each byte: an event that is no UTF-8 spoils none of the others, and each keeps its bytes.
  const text = body.toString('latin1');
  // Anything but an array is one event, and judged as one, whatever it is.
  if (!text.trimStart().startsWith('[')) return { values: body.length === 0 ? [] : [body], isSingle: true };
  requireFew(commas + 1);
  try {
    JSON.parse(text);
  } catch {
    throw new Problem(400, 'invalid_json', 'The array is not valid JSON, so nothing of it was taken.');
  }
  return { values: arrayElements(text).map((element) => Buffer.from(element, 'latin1')), isSingle: false };
}

/** @throws Problem 400 for what nests too deep, before anything parses it */
export function requireShallow(body: Buffer): Outline {
  const outline = outlineOf(body);
  if (outline.isTooDeep)
    throw new Problem(400, 'too_deep', `Arrays and objects may nest ${MOST_NESTED} deep at the most.`);
  return outline;
}

/** To be asked before there is anything for each of them: a body may bring millions. */
function requireFew(events: number): void {
  if (events > MAX_EVENTS)
    throw new Problem(413, 'too_many', `A request may bring ${MAX_EVENTS} events at the most.`);
}

const NEWLINE = 0x0a;
const RETURN = 0x0d;

function lines(body: Buffer): Buffer[] {
  const values: Buffer[] = [];
  for (let start = 0; start < body.length; ) {
    const newline = body.indexOf(NEWLINE, start);
    const end = newline === -1 ? body.length : newline;
    const value = body.subarray(start, body[end - 1] === RETURN ? end - 1 : end);
    if (value.length > 0) {
      requireFew(values.length + 1);
      requireShallow(value);
      values.push(value);
    }
    start = end + 1;
  }
  return values;
}
