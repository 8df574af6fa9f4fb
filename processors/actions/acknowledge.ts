/** Somebody has seen a finding: nothing more is told of it. */
import type { NoticeKind } from '../../settings/settings.js';
import type { Db } from '../store/open.js';

export interface Acknowledged {
  readonly number: number;
  readonly kind: NoticeKind;
  readonly rule: string;
  readonly subject: string;
  /** When it was acknowledged, ms since 1970: earlier than now where it had been before. */
  readonly acknowledged_at: number;
}

/**
 * @param id the number of a finding, or the id of any of its notices
 * @returns undefined where there is no such finding
 */
export function acknowledge(db: Db, id: string, now: number): Acknowledged | undefined {
  const number = /^\d{1,15}$/.test(id) ? Number(id) : numberOf(db, id);
  if (number === undefined) return undefined;
  return db
    .prepare(
      `UPDATE findings SET acknowledged_at = coalesce(acknowledged_at, ?) WHERE number = ?
       RETURNING number, kind, rule, subject, acknowledged_at`,
    )
    .get(now, number) as Acknowledged | undefined;
}

/** The finding that an id like `alert:latency:eu-1:2024-11-12T10:15:00.000Z:1` names, whatever its revision. */
function numberOf(db: Db, id: string): number | undefined {
  const match = /^([^:]+):([^:]+):([^:]*):([^:]+:\d\d:[\d.]+Z)(?::\d+)?$/.exec(id);
  const [kind, rule, subject] = (match ?? []).slice(1, 4).map(decoded);
  const since = Date.parse(match?.[4] ?? '');
  if (kind === undefined || Number.isNaN(since)) return undefined;
  return db
    .prepare('SELECT number FROM findings WHERE kind = ? AND rule = ? AND subject = ? AND since = ?')
    .pluck()
    .get(kind, rule, subject, since) as number | undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
