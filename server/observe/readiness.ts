/** Whether requests do what they are for: `GET /readyz`. */
import type { Status } from './status.js';

/** Beyond these it is not ready. */
export interface ReadyLimits {
  /** Records not folded yet. */
  readonly lag: number;
  /** Seconds since the latest record; undefined: any, since a night may be quiet. */
  readonly ageSeconds: number | undefined;
}

export const CHECKS = ['broker', 'database', 'processors', 'lag', 'last_record'] as const;
export type Check = (typeof CHECKS)[number];

export interface Readiness {
  readonly status: 'ready' | 'unready';
  /** `last_record` only where its age is limited. */
  readonly checks: Readonly<Partial<Record<Check, 'ok' | 'failed'>>>;
}

export function readiness(
  { lag, last_event_age_seconds: age, processing }: Status,
  brokerAnswers: boolean,
  databaseIsCurrent: boolean,
  { lag: mostLag, ageSeconds }: ReadyLimits,
): Readiness {
  const holds: Partial<Record<Check, boolean>> = {
    broker: brokerAnswers,
    database: databaseIsCurrent,
    processors: processing !== 'none',
    // Unknown only while neither broker nor database has told anything, which fails by itself.
    lag: (lag ?? 0) <= mostLag,
    ...(ageSeconds !== undefined && { last_record: age !== null && age <= ageSeconds }),
  };
  const checks = Object.entries(holds).map(([name, ok]) => [name, ok ? 'ok' : 'failed'] as const);
  return {
    status: checks.every(([, state]) => state === 'ok') ? 'ready' : 'unready',
    checks: Object.fromEntries(checks),
  };
}
