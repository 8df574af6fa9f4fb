/** Requests as a game sends them, signed by the words of docs/security.md and none of the server's code. */
import { createHash, createHmac } from 'node:crypto';
import { NOW } from './parts.js';

export interface Signing {
  readonly id: string;
  readonly secret: string;
}

export interface ToSign {
  readonly method?: string;
  readonly url: string;
  readonly body?: string | Buffer;
  /** Unix seconds; the tests' present unless it is said. */
  readonly timestamp?: number | string;
}

/** The three headers of a signature. */
export function signed({ id, secret }: Signing, request: ToSign): Record<string, string> {
  const { method = 'POST', url, body = '', timestamp = NOW / 1000 } = request;
  const hash = createHash('sha256').update(body).digest('hex');
  const text = [method, url, timestamp, hash].join('\n');
  return {
    'x-game-flow-key': id,
    'x-game-flow-timestamp': String(timestamp),
    'x-game-flow-signature': `v1=${createHmac('sha256', secret).update(text).digest('hex')}`,
  };
}
