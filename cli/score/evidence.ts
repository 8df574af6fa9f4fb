/**
 * Follows the accepted events in the order in which they arrive, and remembers of which time the event was that made a
 * rule's evidence complete: the fifth purchase, the fourth player, the first sample above. Counts for itself, without
 * the processors, so that what they flag is measured against something else.
 */
import type { GroundTruth } from '../../generator/index.js';
import { DAY, MINUTE } from '../../processors/rollups/rollup.js';
import { canonicalIp, type EventOf } from '../../schemas/index.js';
import type { Settings } from '../../settings/settings.js';
import { type Flag, flagKey, type Rule } from './flags.js';

const METRICS = ['cpu_load', 'memory_usage', 'latency'] as const;

export class Evidence {
  /** By flag: time of the event that completed its evidence. */
  readonly #complete = new Map<string, number>();
  /** By rule, subject and window: what has been counted. */
  readonly #counted = new Map<string, Set<string | number>>();
  /** By subject of `price_mismatch` and price: time of the first such purchase. */
  readonly #offers = new Map<string, number>();
  #purchases = 0;

  constructor(readonly settings: Settings) {}

  purchase(event: EventOf<'purchase-events'>): void {
    const { thresholds, windows } = this.settings;
    const { player_id, item_id, currency, price } = event;
    const ip = canonicalIp(event.ip_address);
    const time = Date.parse(event.purchase_timestamp);
    const number = this.#purchases++;
    const count = (rule: Rule, subject: string, minutes: number, member: string | number, needed: number) =>
      this.#count({ rule, subject, ...windowOf(time, minutes * MINUTE) }, member, needed, time);
    count('velocity', player_id, windows.velocity, number, thresholds.velocity_purchases);
    count('shared_ip', ip, windows.shared_ip, player_id, thresholds.shared_ip_players);
    count('many_ips', player_id, windows.many_ips, ip, thresholds.many_ips_addresses);
    const market = `${item_id}/${currency}`;
    const day = windowOf(time, DAY);
    this.#count(
      { rule: 'price_mismatch', subject: market, ...day },
      number,
      thresholds.price_mismatch_purchases,
      time,
    );
    const offer = `${market}/${player_id}\n${day.from}\n${price}`;
    if (!this.#offers.has(offer)) this.#offers.set(offer, time);
  }

  sample(event: EventOf<'server-metrics'>): void {
    const time = Date.parse(event.timestamp);
    const minute = windowOf(time, MINUTE);
    const { server_id: subject } = event;
    for (const rule of METRICS) {
      if (event[rule] >= this.settings.thresholds.breach[rule])
        this.#count({ rule, subject, ...minute }, 1, 1, time);
    }
    // A silence opens at the end of the minute of the last sample: of those of a minute, the last stays.
    const silence = { rule: 'silent', subject, from: minute.to, to: Number.POSITIVE_INFINITY } as const;
    this.#complete.set(flagKey(silence), time);
  }

  /** Time of the event that completed the evidence of a flag about something planted; undefined where it never was. */
  completedAt(flag: Flag, truth: GroundTruth): number | undefined {
    return flag.rule === 'price_mismatch' ? this.#mismatchAt(flag, truth) : this.#complete.get(flagKey(flag));
  }

  /** The later of the first purchase at the planted price and the one with which the day's median begins to count. */
  #mismatchAt(flag: Flag, truth: GroundTruth): number | undefined {
    const market = flag.subject.slice(0, flag.subject.lastIndexOf('/'));
    const enough = this.#complete.get(flagKey({ ...flag, subject: market }));
    const offers = truth.fraud
      .filter(({ kind, subject }) => kind === flag.rule && subject === flag.subject)
      .map(({ evidence }) => this.#offers.get(`${flag.subject}\n${flag.from}\n${Number(evidence.price)}`))
      .filter((time) => time !== undefined);
    return enough === undefined || offers.length === 0 ? undefined : Math.max(enough, Math.min(...offers));
  }

  #count(flag: Flag, member: string | number, needed: number, time: number): void {
    const key = flagKey(flag);
    if (this.#complete.has(key)) return;
    const members = this.#counted.get(key) ?? new Set();
    members.add(member);
    if (members.size < needed) {
      this.#counted.set(key, members);
      return;
    }
    this.#counted.delete(key);
    this.#complete.set(key, time);
  }
}

function windowOf(time: number, size: number): { from: number; to: number } {
  const from = Math.floor(time / size) * size;
  return { from, to: from + size };
}
