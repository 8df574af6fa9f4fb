/** Inflates bodies, a few at a time, each only so far: a small body can inflate to a thousand times its size. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Problem } from '../problem.js';

/** Bytes of a body when it is no longer compressed; looked at while it inflates. */
export const MAX_INFLATED_BYTES = 8 * 1024 * 1024;
/** Node has four threads for it; more at a time would only take memory. */
const AT_A_TIME = 4;
const MOST_WAITING = 256;

let running = 0;
const waiting: (() => void)[] = [];

/** @throws Problem for what is no gzip, for what inflates too far, and when too many wait for it */
export async function inflated(body: Buffer): Promise<Buffer> {
  await turn();
  try {
    return await promisify(gunzip)(body, { maxOutputLength: MAX_INFLATED_BYTES });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new Problem(413, 'too_large', `The body inflates to more than ${MAX_INFLATED_BYTES} bytes.`);
    throw new Problem(400, 'invalid_gzip', 'The body is not gzip, as its Content-Encoding says.');
  } finally {
    // Its place goes to the one that has waited longest.
    const next = waiting.shift();
    if (next === undefined) running--;
    else next();
  }
}

async function turn(): Promise<void> {
  if (running < AT_A_TIME) {
    running++;
    return;
  }
  if (waiting.length >= MOST_WAITING)
    throw new Problem(503, 'busy', 'Too many compressed bodies are waiting. Nothing was taken.', 1);
  await new Promise<void>((resolve) => waiting.push(resolve));
}
