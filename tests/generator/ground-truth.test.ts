import { describe, expect, it } from 'vitest';
import { type GroundTruth, generate } from '../../generator/index.js';
import { DEFAULT_SETTINGS } from '../../settings/settings.js';
import { computeStats } from '../../verify/index.js';
import { acceptedFields, type Fields, START, stored, takeUntil } from './stored.js';

const HOUR = 3_600_000;

const scenario = generate({ seed: 21, start: START, bad: 0.05, duplicates: 0.05 });
const events = takeUntil(scenario, START + 2.5 * HOUR);
const truth = scenario.groundTruth();
const records = stored(events);
const stats = computeStats(records, DEFAULT_SETTINGS) as Record<string, Record<string, unknown>[]>;

const accepted = acceptedFields(records);

describe('ground truth', () => {
  it('says which scenario, and up to when', () => {
    expect(truth.source).toBe(scenario.source);
    expect(truth.options).toEqual(scenario.options);
    expect(Date.parse(truth.until)).toBeGreaterThanOrEqual(START + 2.5 * HOUR);
  });

  it('can be written as JSON without loss', () => {
    expect(JSON.parse(JSON.stringify(truth))).toEqual(truth);
  });

  it('counts the faults', () => {
    const rejected = stats.topics?.reduce((sum, topic) => sum + (topic.rejected as number), 0) as number;
    const bad = Object.values(truth.faults.bad).reduce((sum, count) => sum + count, 0);
    // A spoiled event may be sent twice, too.
    expect(rejected).toBeGreaterThanOrEqual(bad - 1);
    expect(rejected).toBeLessThan(1.1 * bad);
    expect(truth.faults.late).toBe(0);
  });
});

describe('planted fraud', () => {
  const purchases = accepted.get('purchase-events') ?? [];

  it('is in the events: as many purchases, players and addresses in that time as it says', () => {
    expect(truth.fraud.length).toBeGreaterThan(10);
    for (const { kind, subject, from, to, evidence } of truth.fraud) {
      const own = purchases.filter((purchase) => {
        const time = purchase.purchase_timestamp as string;
        return time >= from && time <= to && isSubject(kind, subject, purchase);
      });
      expect(own.length).toBeGreaterThanOrEqual(evidence.purchases);
      // The subject may buy something honestly in between.
      expect(own.length).toBeLessThanOrEqual(evidence.purchases + 6);
      expect(new Set(own.map(({ player_id }) => player_id)).size).toBe(evidence.players);
      expect(new Set(own.map(({ ip_address }) => ip_address)).size).toBeGreaterThanOrEqual(evidence.ips);
      if (kind === 'price_mismatch')
        expect(own.filter(({ price }) => String(price) === evidence.price)).toHaveLength(evidence.purchases);
    }
  });

  const found = new Set(stats.fraud?.map(({ rule, subject }) => `${rule} ${subject}`));
  const named = (frauds: GroundTruth['fraud']) => frauds.map(({ kind, subject }) => `${kind} ${subject}`);

  it('is what the rules of the data dictionary find, unless it was done so that they do not', () => {
    const finished = truth.fraud.filter((fraud) => fraud.finished);
    const plain = named(finished.filter(({ variant }) => variant === 'plain'));
    const evasive = named(finished.filter(({ variant }) => variant !== 'plain'));
    expect(plain.filter((fraud) => !found.has(fraud))).toEqual([]);
    expect(evasive.filter((fraud) => found.has(fraud) && !plain.includes(fraud))).toEqual([]);
    const variants = new Set(truth.fraud.map(({ kind, variant }) => `${kind} ${variant}`));
    expect(variants).toEqual(
      new Set([
        ...['velocity plain', 'shared_ip plain', 'many_ips plain', 'price_mismatch plain'],
        ...['velocity straddling', 'shared_ip straddling', 'many_ips straddling'],
        ...['price_mismatch rare_item', 'price_mismatch modest'],
      ]),
    );
  });

  it('lies half on each side of the end of a window where it straddles', () => {
    const straddling = truth.fraud.filter(({ variant, finished }) => variant === 'straddling' && finished);
    expect(straddling.length).toBeGreaterThan(3);
    for (const { kind, from, to } of straddling) {
      const size = kind === 'velocity' ? 60_000 : 600_000;
      expect(Math.floor(Date.parse(to) / size) - Math.floor(Date.parse(from) / size)).toBe(1);
      expect(Date.parse(to) - Date.parse(from)).toBeLessThan(size);
    }
  });

  it('is accompanied by near-misses that no rule finds, and by look-alikes that they do', () => {
    const kinds = new Set(truth.near_misses.map(({ kind }) => kind));
    expect(kinds).toEqual(
      new Set([
        ...['carrier_nat', 'carrier_evening', 'family', 'keen_buyer', 'big_spender', 'two_addresses'],
      ]),
    );
    const carrier = truth.near_misses.find(({ kind }) => kind === 'carrier_nat');
    expect(carrier?.evidence.players).toBeGreaterThan(5);
    const flagged = (kind: string, rule: string) =>
      truth.near_misses.filter((miss) => miss.kind === kind && found.has(`${rule} ${miss.subject}`));
    expect(flagged('carrier_evening', 'shared_ip').length).toBeGreaterThan(0);
    expect(flagged('big_spender', 'velocity').length).toBeGreaterThan(0);
    const guilty = new Set(truth.fraud.map(({ subject }) => subject));
    const harmless = ['family', 'keen_buyer', 'two_addresses'];
    const subjects = new Set(stats.fraud?.map(({ subject }) => subject));
    const suspected = truth.near_misses.filter(
      ({ kind, subject }) => harmless.includes(kind) && subjects.has(subject) && !guilty.has(subject),
    );
    expect(suspected.length).toBeLessThanOrEqual(1);
  });
});

describe('prices', () => {
  it('fall to less than a third in a clearance sale, and for some who pay in the same currency at any time', () => {
    const deep = truth.sales.filter(({ percent }) => percent === 70);
    expect(deep.length).toBeGreaterThan(0);
    expect(truth.regional_prices).toHaveLength(2);
    const purchases = accepted.get('purchase-events') ?? [];
    for (const { item_id, currency } of truth.regional_prices) {
      const prices = purchases
        .filter((purchase) => purchase.item_id === item_id && purchase.currency === currency)
        .map(({ price }) => price as number);
      expect(Math.max(...prices) / Math.min(...prices)).toBeGreaterThan(3);
    }
  });
});

describe('planted visits', () => {
  it('have the play, sessions and times that the events have, and no level_complete', () => {
    const visits = visitsOf(accepted.get('player-events') ?? []);
    expect(truth.stalled_visits.length).toBeGreaterThan(10);
    for (const visit of [...truth.stalled_visits, ...truth.unfinished_visits]) {
      const seen = visits.get(`${visit.player_id} ${visit.level_id}`) ?? [];
      expect(seen.some(({ event_type }) => event_type === 'level_complete')).toBe(false);
      const sessions = new Set(seen.map(({ session_id }) => session_id));
      expect(sessions.size).toBe(visit.sessions);
      expect(playedSeconds(seen)).toBeCloseTo(visit.played_seconds, 6);
      const times = seen.map(({ timestamp }) => timestamp as string).sort();
      expect([times[0], times.at(-1)]).toEqual([visit.first_at, visit.last_at]);
    }
  });

  it('include all who gave up, whom the definition of a stalled visit covers', () => {
    const stalled = stats.levels?.reduce((sum, level) => sum + (level.stalled as number), 0) as number;
    expect(truth.stalled_visits.every(({ played_seconds }) => played_seconds >= 590)).toBe(true);
    expect(truth.stalled_visits.length).toBeLessThanOrEqual(stalled);
  });
});

describe('planted incidents', () => {
  const samples = accepted.get('server-metrics') ?? [];
  const of = (server: string, from: string, to: string) =>
    samples.filter(({ server_id, timestamp }) => {
      return server_id === server && (timestamp as string) >= from && (timestamp as string) < to;
    });

  it('are in the samples, with the peak that they say', () => {
    expect(truth.incidents.length).toBeGreaterThan(3);
    for (const { server_id, kind, severity, from, to, peak, samples: count } of truth.incidents) {
      const during = of(server_id, from, to).map((sample) => sample[kind] as number);
      expect(during).toHaveLength(count);
      if (count === 0) continue;
      expect(Math.max(...during)).toBe(peak);
      expect(Math.min(...during)).toBeGreaterThanOrEqual(kind === 'latency' ? 200 : 90);
      expect(peak >= (kind === 'latency' ? 500 : 97)).toBe(severity === 'critical');
    }
  });

  it('are all that is ever high: busy servers stay below', () => {
    for (const sample of samples) {
      const isHigh = (sample.cpu_load as number) >= 90 || (sample.memory_usage as number) >= 90;
      if (!isHigh && (sample.latency as number) < 200) continue;
      const { server_id, timestamp } = sample as { server_id: string; timestamp: string };
      const cause = truth.incidents.find(
        (incident) =>
          incident.server_id === server_id && timestamp >= incident.from && timestamp < incident.to,
      );
      expect(cause).toBeDefined();
    }
    expect(truth.hot_servers.length).toBeGreaterThan(0);
  });

  it('include servers that fall silent, and come back or not', () => {
    expect(truth.silent_servers.some(({ to }) => to !== null)).toBe(true);
    for (const { server_id, from, to } of truth.silent_servers) {
      expect(of(server_id, from, to ?? truth.until)).toHaveLength(1);
      const end = to === null ? Number.POSITIVE_INFINITY : Date.parse(to);
      expect(end - Date.parse(from)).toBeGreaterThan(4 * 60_000);
    }
  });
});

function isSubject(kind: string, subject: string, purchase: Fields): boolean {
  const { player_id, item_id, currency, ip_address } = purchase;
  if (kind === 'shared_ip') return ip_address === subject;
  return subject === (kind === 'price_mismatch' ? `${item_id}/${currency}/${player_id}` : player_id);
}

function visitsOf(playerEvents: readonly Fields[]): Map<string, Fields[]> {
  const visits = new Map<string, Fields[]>();
  for (const event of playerEvents) {
    const visit = `${event.player_id} ${event.level_id}`;
    const known = visits.get(visit);
    if (known) known.push(event);
    else visits.set(visit, [event]);
  }
  return visits;
}

function playedSeconds(visit: readonly Fields[]): number {
  let played = 0;
  for (const session of new Set(visit.map(({ session_id }) => session_id))) {
    const own = visit.filter(({ session_id }) => session_id === session);
    const times = own.map(({ timestamp }) => Date.parse(timestamp as string));
    played += Math.max(...times) - Math.min(...times);
  }
  return played / 1000;
}
