/**
 * When the next message may be made. The first ones go at once; whoever gets many gets them gathered, so that a storm
 * is one message a minute and not one a finding.
 */
import type { Webhook } from '../../settings/settings.js';

/** Messages within this time, ms, count as recent. */
export const RECENT = 5 * 60_000;

/** So many messages of text may follow each other closely. */
const CLOSE_TOGETHER = 4;
const SHORT_GAP = 2000;
const LONG_GAP = 60_000;

/** A program takes them as they come, a hundred at a time. */
const JSON_GAP = 1000;

/** @param recent messages made within the last five minutes; `last` when the last of them was, ms since 1970 */
export function nextMessageAt(
  format: Webhook['format'],
  recent: { readonly count: number; readonly last: number | null },
): number {
  if (recent.last === null) return Number.NEGATIVE_INFINITY;
  const gap = recent.count < CLOSE_TOGETHER ? SHORT_GAP : LONG_GAP;
  return recent.last + (format === 'json' ? JSON_GAP : gap);
}
