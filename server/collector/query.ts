/** What the query of a collector's route says. */
import { LATEST_TIME, parseTimestamp } from '../../schemas/index.js';
import { Problem } from '../problem.js';

/** A sender's clock is taken for right when it differs no more than this, ms: requests take a while. */
const TOLERATED_MS = 5000;

export interface CollectorQuery {
  readonly dry_run?: '0' | '1';
  readonly sent_at?: string;
}

/**
 * By how much the times of a request's events are to be moved, ms; 0 without `sent_at`, or where the clock is right.
 * @param arrivedAt when the request came by the server's clock, ms since 1970
 * @throws Problem 400 for a `sent_at` that is no time
 */
export function clockOffset(sentAt: string | undefined, arrivedAt: number): number {
  if (sentAt === undefined) return 0;
  const sent = /^\d{1,15}$/.test(sentAt) ? Number(sentAt) : parseTimestamp(sentAt);
  if (!(sent <= LATEST_TIME))
    throw new Problem(
      400,
      'invalid_query',
      'sent_at is a time such as 2024-11-12T10:15:30Z (a + in it as %2B), or milliseconds since 1970.',
    );
  const offset = arrivedAt - sent;
  return Math.abs(offset) > TOLERATED_MS ? offset : 0;
}
