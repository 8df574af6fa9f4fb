import type { Purchase } from './events.js';
import { decimal, micros } from './exact.js';
import { distinct, groupBy, key, nearestRank } from './groups.js';
import { compareNumbers, compareUtf8 } from './text.js';
import { DAY, isoTime, MINUTE, windowStart } from './time.js';

interface Finding {
  rule: string;
  subject: string;
  window_start: number;
  evidence: Record<string, unknown>;
}

export function fraud(purchases: Purchase[]): unknown[] {
  const found = [
    ...velocity(purchases),
    ...sharedIp(purchases),
    ...manyIps(purchases),
    ...priceMismatch(purchases),
  ];
  found.sort(
    (a, b) =>
      compareNumbers(a.window_start, b.window_start) ||
      compareUtf8(a.rule, b.rule) ||
      compareUtf8(a.subject, b.subject),
  );
  return found.map((finding) => ({ ...finding, window_start: isoTime(finding.window_start) }));
}

function velocity(purchases: Purchase[]): Finding[] {
  return inWindows(purchases, 1 * MINUTE, (purchase) => purchase.player_id)
    .map(({ of, ...at }) => ({ rule: 'velocity', ...at, evidence: { purchases: of.length } }))
    .filter(({ evidence }) => evidence.purchases >= 5);
}

function sharedIp(purchases: Purchase[]): Finding[] {
  return inWindows(purchases, 10 * MINUTE, (purchase) => purchase.ip)
    .map(({ of, ...at }) => ({
      rule: 'shared_ip',
      ...at,
      evidence: { players: distinct(of, (purchase) => purchase.player_id) },
    }))
    .filter(({ evidence }) => evidence.players >= 4);
}

function manyIps(purchases: Purchase[]): Finding[] {
  return inWindows(purchases, 10 * MINUTE, (purchase) => purchase.player_id)
    .map(({ of, ...at }) => ({
      rule: 'many_ips',
      ...at,
      evidence: { ips: distinct(of, (purchase) => purchase.ip) },
    }))
    .filter(({ evidence }) => evidence.ips >= 3);
}

function inWindows(purchases: Purchase[], size: number, subjectOf: (purchase: Purchase) => string) {
  const startOf = (purchase: Purchase) => windowStart(purchase.time, size);
  const groups = groupBy(purchases, (purchase) => key(subjectOf(purchase), startOf(purchase)));
  return [...groups.values()].map((of) => ({
    subject: subjectOf(of[0]!),
    window_start: startOf(of[0]!),
    of,
  }));
}

function priceMismatch(purchases: Purchase[]): Finding[] {
  const dayOf = (purchase: Purchase) => windowStart(purchase.time, DAY);
  const markets = groupBy(purchases, (purchase) => key(purchase.item_id, purchase.currency, dayOf(purchase)));
  const found: Finding[] = [];
  for (const market of markets.values()) {
    if (market.length < 10) continue;
    const { item_id, currency } = market[0]!;
    const m = nearestRank(
      market.map((purchase) => micros(purchase.price)),
      50,
      compareBigints,
    )!;
    for (const [player, of] of groupBy(market, (purchase) => purchase.player_id)) {
      const off = of
        .map((purchase) => micros(purchase.price))
        .filter((p) => p !== m && (p >= 3n * m || 3n * p <= m));
      if (off.length === 0) continue;
      const price = off.reduce((a, b) => (furtherOff(b, a, m) ? b : a));
      found.push({
        rule: 'price_mismatch',
        subject: `${item_id.replaceAll('~', '~0').replaceAll('/', '~1')}/${currency}/${player}`,
        window_start: dayOf(market[0]!),
        evidence: { price: decimal(price), median: decimal(m) },
      });
    }
  }
  return found;
}

/** Whether a is further off the median than b: by max/min, x/0 being infinite, and at equal ratio by the larger price. */
function furtherOff(a: bigint, b: bigint, m: bigint): boolean {
  const [aMax, aMin] = a > m ? [a, m] : [m, a];
  const [bMax, bMin] = b > m ? [b, m] : [m, b];
  const order =
    aMin === 0n || bMin === 0n
      ? Number(aMin === 0n) - Number(bMin === 0n)
      : compareBigints(aMax * bMin, bMax * aMin);
  return order > 0 || (order === 0 && a > b);
}

function compareBigints(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
