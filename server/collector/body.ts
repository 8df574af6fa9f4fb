/** From the body of a request to the values that it brings, each as the bytes that are to become a record. */

import { isUtf8 } from 'node:buffer';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Problem } from '../problem.js';
import { arrayElements } from './array-elements.js';

/** Bytes of a body when it is no longer compressed. */
export const MAX_INFLATED_BYTES = 8 * 1024 * 1024;
/** Events in a request. */
export const MAX_EVENTS = 10_000;

export interface Values {
  readonly values: readonly Buffer[];
  /** Whether one event was sent by itself, so that the answer is about it alone. */
  readonly isSingle: boolean;
}

/** @throws Problem for an encoding that is not known, and for what inflates too far */
export async function inflated(body: Buffer, encoding: string | undefined): Promise<Buffer> {
  if (encoding === undefined || encoding === 'identity') return body;
  if (encoding !== 'gzip')
    throw new Problem(415, 'unknown_encoding', 'A body may be plain or gzip, and nothing else.');
  try {
    return await promisify(gunzip)(body, { maxOutputLength: MAX_INFLATED_BYTES });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new Problem(413, 'too_large', `The body inflates to more than ${MAX_INFLATED_BYTES} bytes.`);
    throw new Problem(400, 'invalid_gzip', 'The body is not gzip, as its Content-Encoding says.');
  }
}

/**
 * `application/json` is one event or an array of them, `application/x-ndjson` one a line.
 * @throws Problem when nothing can be told apart in it, or there is too much
 */
export function valuesOf(body: Buffer, isLines: boolean): Values {
  const found = isLines ? { values: lines(body), isSingle: false } : json(body);
  if (found.values.length === 0) throw new Problem(400, 'empty', 'The request brings no event.');
  if (found.values.length > MAX_EVENTS)
    throw new Problem(413, 'too_many', `A request may bring ${MAX_EVENTS} events at the most.`);
  return found;
}

function json(body: Buffer): Values {
  const text = isUtf8(body) ? body.toString('utf8') : '';
  // Anything but an array is one event, and judged as one, whatever it is.
  if (!text.trimStart().startsWith('[')) return { values: body.length === 0 ? [] : [body], isSingle: true };
  try {
    JSON.parse(text);
  } catch {
    throw new Problem(400, 'invalid_json', 'The array is not valid JSON, so nothing of it was taken.');
  }
  return { values: arrayElements(text).map((element) => Buffer.from(element)), isSingle: false };
}

const NEWLINE = 0x0a;
const RETURN = 0x0d;

function lines(body: Buffer): Buffer[] {
  const values: Buffer[] = [];
  for (let start = 0; start < body.length; ) {
    const newline = body.indexOf(NEWLINE, start);
    const end = newline === -1 ? body.length : newline;
    const value = body.subarray(start, body[end - 1] === RETURN ? end - 1 : end);
    if (value.length > 0) values.push(value);
    start = end + 1;
  }
  return values;
}
