import type { Settings } from '../settings/settings.js';
import type { Purchase } from './events.js';
import { valueAt } from './groups.js';
import { isInBlock } from './ip.js';
import type { Names } from './names.js';
import { Prices } from './prices.js';
import { compareNumbers, compareUtf8 } from './text.js';
import { isoTime, MINUTE, windowStart } from './time.js';

interface Finding {
  rule: string;
  subject: string;
  window_start: number;
  window_end: number;
  evidence: object;
}

/** The four rules, over all purchases. */
export class Fraud {
  /** Purchases, by window and player. */
  readonly #velocity = new Map<number, Map<number, number>>();
  /** Players, by window and ip. */
  readonly #sharedIp = new Map<number, Map<string, Set<number>>>();
  /** Ips, by window and player. */
  readonly #manyIps = new Map<number, Map<number, Set<string>>>();
  readonly #prices: Prices;

  constructor(
    readonly settings: Settings,
    readonly players: Names,
  ) {
    this.#prices = new Prices(settings, players);
  }

  add(purchase: Purchase): void {
    const { time, ip } = purchase;
    const player = this.players.numberOf(purchase.player_id);
    const { velocity, shared_ip, many_ips } = this.settings.windows;
    const counts = valueAt(this.#velocity, windowStart(time, velocity * MINUTE), () => new Map());
    counts.set(player, (counts.get(player) ?? 0) + 1);
    const byIp = valueAt(this.#sharedIp, windowStart(time, shared_ip * MINUTE), () => new Map());
    valueAt(byIp, ip, () => new Set<number>()).add(player);
    const byPlayer = valueAt(this.#manyIps, windowStart(time, many_ips * MINUTE), () => new Map());
    valueAt(byPlayer, player, () => new Set<string>()).add(ip);
    this.#prices.add(purchase);
  }

  rows(horizon: number): object[] {
    const found = [
      ...this.#velocities(),
      ...this.#sharedIps(),
      ...this.#manyIpsOfOne(),
      ...this.#mismatches(),
    ];
    return found
      .filter(({ window_end }) => window_end > horizon)
      .sort(
        (a, b) =>
          compareNumbers(a.window_start, b.window_start) ||
          compareUtf8(a.rule, b.rule) ||
          compareUtf8(a.subject, b.subject),
      )
      .map(({ rule, subject, window_start, evidence }) => ({
        rule,
        subject,
        window_start: isoTime(window_start),
        evidence,
      }));
  }

  *#velocities(): Generator<Finding> {
    const { windows, thresholds } = this.settings;
    for (const [start, players] of this.#velocity) {
      for (const [player, purchases] of players) {
        if (purchases < thresholds.velocity_purchases || this.#isAllowed(player)) continue;
        yield this.#finding('velocity', this.players.nameOf(player), start, windows.velocity, { purchases });
      }
    }
  }

  *#sharedIps(): Generator<Finding> {
    const { windows, thresholds, allow } = this.settings;
    for (const [start, ips] of this.#sharedIp) {
      for (const [ip, { size }] of ips) {
        if (size < thresholds.shared_ip_players) continue;
        if (allow.addresses.some((block) => isInBlock(ip, block))) continue;
        yield this.#finding('shared_ip', ip, start, windows.shared_ip, { players: size });
      }
    }
  }

  *#manyIpsOfOne(): Generator<Finding> {
    const { windows, thresholds } = this.settings;
    for (const [start, players] of this.#manyIps) {
      for (const [player, { size }] of players) {
        if (size < thresholds.many_ips_addresses || this.#isAllowed(player)) continue;
        yield this.#finding('many_ips', this.players.nameOf(player), start, windows.many_ips, { ips: size });
      }
    }
  }

  *#mismatches(): Generator<Finding> {
    for (const { player, subject, day, end, evidence } of this.#prices.findings()) {
      if (this.#isAllowed(player)) continue;
      yield { rule: 'price_mismatch', subject, window_start: day, window_end: end, evidence };
    }
  }

  #finding(rule: string, subject: string, start: number, minutes: number, evidence: object): Finding {
    return { rule, subject, window_start: start, window_end: start + minutes * MINUTE, evidence };
  }

  #isAllowed(player: number): boolean {
    return this.settings.allow.players.includes(this.players.nameOf(player));
  }
}
