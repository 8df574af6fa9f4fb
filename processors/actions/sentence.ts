/** A notice as one sentence for a person. */
import type { Windows } from '../../settings/settings.js';
import { partsOfPriceSubject } from '../store/price-subject.js';
import type { Notice } from './notice.js';

/** How a name that came from an event is written into the sentence. */
export type Written = (name: string) => string;

/** `Fraud (velocity): player_7 made 5 purchases in 1 minute, 2024-11-12 10:15 UTC.` */
export function sentence(notice: Notice, windows: Windows, written: Written): string {
  switch (notice.kind) {
    case 'fraud':
      return `${fraud(notice, windows, written)}, ${minute(notice.since)}.`;
    case 'alert':
      return alert(notice, written);
    case 'stall':
      return stall(notice, written);
    case 'silence':
      return silence(notice);
  }
}

/** `1 minute`, `5 minutes`. */
export function minutes(count: number): string {
  return `${count} ${count === 1 ? 'minute' : 'minutes'}`;
}

function fraud(
  { rule, subject, change, details: evidence }: Notice,
  windows: Windows,
  written: Written,
): string {
  const by = written(subject);
  const more = change === 'grown' ? ' by now' : '';
  switch (rule) {
    case 'velocity':
      return `Fraud (velocity): ${by} made ${evidence.purchases} purchases${more} in ${minutes(windows.velocity)}`;
    case 'shared_ip':
      return `Fraud (shared_ip): ${evidence.players} players${more} bought from ${by} in ${minutes(windows.shared_ip)}`;
    case 'many_ips':
      return `Fraud (many_ips): ${by} bought from ${evidence.ips} addresses${more} in ${minutes(windows.many_ips)}`;
    case 'price_mismatch': {
      const { itemId, currency, playerId } = partsOfPriceSubject(subject);
      const price = `${evidence.price} ${currency}`;
      return `Fraud (price_mismatch): ${written(playerId)} paid ${price} for ${written(itemId)}, the median is ${evidence.median}`;
    }
    default:
      return `Fraud (${written(rule)}): ${by}`;
  }
}

function alert({ rule, subject, since, until, change, details }: Notice, written: Written): string {
  const what = rule === 'silent' ? 'no samples' : `${rule} up to ${details.peak}`;
  const begun = `Server ${written(subject)}: ${what}`;
  if (until !== null) return `${begun}; over after ${minutes(lasted(since, until))}.`;
  const severity = change === 'worsened' ? 'now critical' : String(details.severity ?? 'warning');
  return `${begun}, ${severity}, ${change === 'reopened' ? 'not over after all, ' : ''}since ${minute(since)}.`;
}

function stall({ subject, since, details }: Notice, written: Written): string {
  const rate = `${Math.round(Number(details.stall_rate) * 100)} %`;
  return `Level ${written(subject)}: ${rate} of ${details.players} players are stalled, ${minute(since)}.`;
}

function silence({ since, until }: Notice): string {
  if (until !== null) return `Events come again, after ${minutes(lasted(since, until))} of silence.`;
  return `No events since ${minute(since)}.`;
}

function lasted(since: number, until: number): number {
  return Math.max(1, Math.round((until - since) / 60_000));
}

/** `2024-11-12 10:15 UTC` */
function minute(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
