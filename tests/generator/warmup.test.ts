import { describe, expect, it } from 'vitest';
import { type GeneratedEvent, generate } from '../../generator/index.js';
import { DEFAULT_SETTINGS } from '../../settings/settings.js';
import { computeStats } from '../../verify/index.js';
import { START, stored, takeUntil } from './stored.js';

const HOUR = 3_600_000;
const MINUTE = 60_000;

type Row = Record<string, unknown>;

/** What somebody sees who starts `generate` and `watch` together: two hours of the past, then the live stream. */
describe.each([
  ['4', START],
  ['autumn', Date.UTC(2026, 9, 1, 23, 10)],
])('the first two hours of seed %s', (seed, start) => {
  const end = start + 2 * HOUR;
  const scenario = generate({ seed, start });
  const events: GeneratedEvent[] = takeUntil(scenario, end);
  const stats = computeStats(stored(events), DEFAULT_SETTINGS) as Record<string, Row[]>;

  it('hold as many events as can be back-filled in seconds', () => {
    expect(events.length).toBeGreaterThan(50_000);
    expect(events.length).toBeLessThan(80_000);
  });

  it('have players stalled on at least three levels, and levels that nobody is stalled on', () => {
    const stalled = stats.levels?.filter((level) => (level.stalled as number) > 0) ?? [];
    expect(stalled.filter((level) => (level.stalled as number) >= 3).length).toBeGreaterThanOrEqual(3);
    expect(stalled.length).toBeLessThan(stats.levels?.length as number);
    expect(stats.maps?.length).toBeGreaterThan(stats.levels?.length as number);
  });

  it('sell items with a long tail', () => {
    const purchases = stats.items?.map((item) => item.purchases as number) ?? [];
    expect(purchases.length).toBeGreaterThan(20);
    expect(purchases[0]).toBeGreaterThan(5 * (purchases[Math.floor(purchases.length / 2)] as number));
  });

  it('have fraud of every kind', () => {
    const rules = new Set(stats.fraud?.map(({ rule }) => rule));
    expect(rules).toEqual(new Set(['velocity', 'shared_ip', 'many_ips', 'price_mismatch']));
  });

  it('have alerts, and end in the middle of some that stay open for minutes', () => {
    const openOnes = openAlerts(stats.alerts);
    expect(stats.alerts?.length).toBeGreaterThan(openOnes.length);
    expect(openOnes.some((alert) => / (cpu_load|memory_usage|latency) critical$/.test(alert))).toBe(true);
    expect(openOnes.some((alert) => / silent critical$/.test(alert))).toBe(true);

    const lateMetrics = takeUntil(scenario, end + 10 * MINUTE).filter(
      ({ topic }) => topic === 'server-metrics',
    );
    const earlier = events.filter(({ topic }) => topic === 'server-metrics');
    const later = computeStats(stored([...earlier, ...lateMetrics]), DEFAULT_SETTINGS) as Record<
      string,
      Row[]
    >;
    expect(
      openAlerts(later.alerts).filter((alert) => openOnes.includes(alert)).length,
    ).toBeGreaterThanOrEqual(2);
  });

  it('have a sample of each server every ten seconds or so', () => {
    const samples = stats.servers?.map((server) => server.samples as number) ?? [];
    expect(samples).toHaveLength(12);
    expect(Math.max(...samples)).toBeGreaterThan(650);
    expect(Math.max(...samples)).toBeLessThan(740);
  });
});

function openAlerts(alerts: Row[] | undefined): string[] {
  const open = alerts?.filter(({ closed_at }) => closed_at === null) ?? [];
  return open.map(
    ({ server_id, opened_at, metric, severity }) => `${server_id} ${opened_at} ${metric} ${severity}`,
  );
}
