/**
 * When a finding that was told before is told again. A row changes with many an event; a person cares when it is over,
 * when it is not over after all, when it has become critical, and when there is much more of it.
 */
import type { Finding } from '../views/view.js';
import type { Change } from './notice.js';

/** The evidence of a fraud must grow so many times over since it was last told. */
const GROWTH = 2;

/** What decides whether there is news. */
export interface Standing {
  readonly until: number | null;
  /** Of an alert. */
  readonly severity: string | null;
  /** Of a fraud: how much evidence there is. */
  readonly size: number | null;
}

export function standingOf({ kind, until, details }: Finding): Standing {
  const { severity } = details;
  return {
    until,
    severity: typeof severity === 'string' ? severity : null,
    size: kind === 'fraud' ? sizeOf(details) : null,
  };
}

/** The news since it was last told, most telling first; undefined for none. */
export function newsOf(told: Standing, now: Standing): Exclude<Change, 'new'> | undefined {
  if (told.until === null && now.until !== null) return 'closed';
  if (told.until !== null && now.until === null) return 'reopened';
  if (told.severity === 'warning' && now.severity === 'critical') return 'worsened';
  if (told.size === null || now.size === null) return undefined;
  return now.size > told.size && now.size >= GROWTH * told.size ? 'grown' : undefined;
}

/** How many purchases, players or addresses; of a price, how many times off the median it is. */
function sizeOf(evidence: Finding['details']): number | null {
  if (evidence.price !== undefined) return timesOff(Number(evidence.price), Number(evidence.median));
  const count = evidence.purchases ?? evidence.players ?? evidence.ips;
  return typeof count === 'number' ? count : null;
}

function timesOff(price: number, median: number): number | null {
  const ratio = Math.max(price, median) / Math.min(price, median);
  return Number.isNaN(ratio) ? null : ratio;
}
