/** What an attempt came to, and what follows from it. Pure: clock and chance are passed in. */

export type Outcome =
  | { readonly kind: 'sent' }
  /** No answer, or one that says: later. `after` is what it asks for, ms. */
  | { readonly kind: 'later'; readonly error: string; readonly after: number | null }
  /** An answer that will not change by itself; `forGood` when the other side says so. */
  | { readonly kind: 'refused'; readonly error: string; readonly forGood: boolean }
  /** We stopped before there was an answer. It does not count as an attempt. */
  | { readonly kind: 'abandoned' };

export type NextStep =
  | { readonly state: 'sent' }
  | { readonly state: 'failed'; readonly error: string }
  | { readonly state: 'open'; readonly error: string; readonly nextAt: number };

const FIRST_PAUSE = 5000;
const LONGEST_PAUSE = 3600_000;
/** The longest that an answer may make us wait. */
const LONGEST_ASKED = 24 * 3600_000;
/** A refusal may be somebody's mistake of the moment. */
const REFUSALS = 3;
export const GIVE_UP_AFTER = 3 * 24 * 3600_000;

/** @param retryAfter the header, seconds or a date */
export function outcomeOf(status: number, retryAfter: string | undefined, now: number): Outcome {
  if (status >= 200 && status < 300) return { kind: 'sent' };
  const error = `answered ${status}`;
  const isLater = status >= 500 || status === 408 || status === 425 || status === 429;
  if (isLater) return { kind: 'later', error, after: asked(retryAfter, now) };
  return { kind: 'refused', error, forGood: status === 410 };
}

/**
 * @param attempts so far, this one included
 * @param createdAt when the delivery was made, ms since 1970
 * @param random 0 to 1: spreads the attempts of those who failed together
 */
export function nextStep(
  outcome: Exclude<Outcome, { kind: 'abandoned' }>,
  { attempts, createdAt, now, random }: { attempts: number; createdAt: number; now: number; random: number },
): NextStep {
  if (outcome.kind === 'sent') return { state: 'sent' };
  const { error } = outcome;
  if (outcome.kind === 'refused' && (outcome.forGood || attempts >= REFUSALS))
    return { state: 'failed', error };
  const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempts - 1)) * (0.5 + random / 2);
  const wait = Math.max(pause, outcome.kind === 'later' ? (outcome.after ?? 0) : 0);
  const nextAt = Math.round(now + wait);
  if (nextAt - createdAt > GIVE_UP_AFTER) return { state: 'failed', error: `${error}; given up` };
  return { state: 'open', error, nextAt };
}

function asked(retryAfter: string | undefined, now: number): number | null {
  if (retryAfter === undefined) return null;
  const ms = /^\d+$/.test(retryAfter.trim()) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - now;
  return Number.isNaN(ms) ? null : Math.min(LONGEST_ASKED, Math.max(0, ms));
}
