/** What an `ingest` key signs (docs/security.md, with test vectors). */
import { createHash, createHmac } from 'node:crypto';

export interface Signed {
  readonly method: string;
  /** Path and query, exactly as they were sent. */
  readonly target: string;
  /** Unix seconds, as they were sent. */
  readonly timestamp: string;
  /** The bytes as they were sent, compressed if they were; none for a request without a body. */
  readonly body: Buffer;
}

/** HMAC-SHA256 with the secret's ASCII characters as the key: 32 bytes. */
export function signatureOf(secret: string, { method, target, timestamp, body }: Signed): Buffer {
  const bodyHash = createHash('sha256').update(body).digest('hex');
  return createHmac('sha256', secret).update(`${method}\n${target}\n${timestamp}\n${bodyHash}`).digest();
}
