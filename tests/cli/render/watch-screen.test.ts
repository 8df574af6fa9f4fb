import { describe, expect, test } from 'vitest';
import { type WatchFrame, watchScreen } from '../../../cli/render/watch-screen.js';
import type { AlertRow } from '../../../processors/store/stats/alerts.js';
import type { AudienceRow } from '../../../processors/store/stats/audience.js';
import type { FraudRow } from '../../../processors/store/stats/fraud.js';
import type { ItemRow } from '../../../processors/store/stats/items.js';
import type { LevelRow } from '../../../processors/store/stats/levels.js';

const NOW = Date.UTC(2026, 0, 12, 12);

const COUNTS = {
  received: 1_234_567,
  accepted: 1_234_000,
  duplicate: 500,
  rejected: 67,
  lag: 12,
  lastRecordAt: NOW - 3000,
};

function level(name: string): LevelRow {
  return {
    level_id: name,
    players: 100_000,
    completed: 50_000,
    completion_rate: 0.5,
    stalled: 40_000,
    stall_rate: 0.4,
    disengaged: 30_000,
    median_seconds_to_complete: 4000,
    p95_seconds_to_complete: 9000,
    moves: 1,
    interactions: 1,
    level_completes: 1,
  };
}

function item(name: string): ItemRow {
  const revenue = { EUR: '123456789.129999', USD: '1234567.5', ZZZ: '9' };
  return { item_id: name, purchases: 100_000, buyers: 90_000, revenue, first_at: '', last_at: '' };
}

function alert(name: string): AlertRow {
  const opened_at = new Date(NOW - 60_000).toISOString();
  return {
    server_id: name,
    metric: 'memory_usage',
    severity: 'critical',
    opened_at,
    closed_at: null,
    peak: 99.97,
    breaches: 3,
  };
}

function flag(name: string): FraudRow {
  const window_start = new Date(NOW - 120_000).toISOString();
  return { rule: 'velocity', subject: name, window_start, evidence: { purchases: 5 } };
}

const TODAY: AudienceRow = {
  day: '2026-01-12',
  active_players: 12_345,
  new_players: 678,
  sessions: 23_456,
  median_session_seconds: 754.2,
  payers: 420,
  paying_share: 0.034,
  revenue: {},
  d1: null,
  d7: null,
  d30: null,
};

function frame(over: Partial<WatchFrame> = {}): WatchFrame {
  const names = Array.from({ length: 20 }, (_, i) => `name_${i}_${'x'.repeat(60)}`);
  const figures = {
    today: TODAY,
    levels: names.map(level),
    items: names.map(item),
    openAlerts: names.map(alert),
    fraud: names.map(flag),
  };
  return { title: 'embedded broker', counts: COUNTS, figures, perSecond: 50.4, note: '', ...over };
}

function lines(over: Partial<WatchFrame>, columns = 80, rows = 24): string[] {
  return watchScreen(frame(over), { columns, rows }, NOW, false).split('\n');
}

describe('a frame of watch', () => {
  test.each([
    [80, 24],
    [40, 24],
    [200, 60],
  ])('of much with long names fits into %dx%d', (columns, rows) => {
    const shown = lines({ note: 'something is wrong '.repeat(20) }, columns, rows);
    expect(shown.length).toBeLessThan(rows);
    for (const line of shown) expect(line.length).toBeLessThanOrEqual(columns);
  });

  test('tells throughput, lag, age and counts, and has the day, five levels, four items, two flags and two alerts', () => {
    const shown = lines({});
    expect(shown.slice(0, 4)).toEqual([
      'game-flow  embedded broker',
      '50 events/s   lag 12   last event 3 s ago',
      'received 1,234,567   accepted 1,234,000   duplicate 500   rejected 67',
      '2026-01-12: 12,345 players, 678 new   23,456 sessions of 12 min   3.4 % pay',
    ]);
    const rowsBelow = (title: string) => {
      const start = shown.findIndex((line) => line.startsWith(title)) + 1;
      return shown.slice(start).findIndex((line) => !line.startsWith('name_'));
    };
    expect(['worst levels', 'top items', 'latest fraud'].map(rowsBelow)).toEqual([5, 4, 2]);
    expect(shown.slice(-3)).toEqual(
      [/^open alerts/, /^name_/, /^name_/].map((line) => expect.stringMatching(line)),
    );
  });

  test('obeys nothing that a name says', () => {
    const evil = '\u001b[2J\u0007\u202eevil\nname';
    const figures = {
      today: TODAY,
      levels: [level(evil)],
      items: [item(evil)],
      openAlerts: [alert(evil)],
      fraud: [flag(evil)],
    };
    const shown = lines({ figures, note: evil, title: evil }).join('\n');
    expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(shown.match(/evilname/g)).toHaveLength(6);
  });

  test('without figures waits for events, unless something else is the matter', () => {
    const nothing = { counts: undefined, figures: undefined };
    expect(lines(nothing)).toContain('Waiting for events. In another terminal: game-flow generate');
    expect(lines({ ...nothing, note: 'Written by an older game-flow.' })).toEqual([
      'game-flow  embedded broker',
      '',
      'No figures yet.',
      'Written by an older game-flow.',
    ]);
  });
});
