import { expect, it } from 'vitest';
import { RecentEvents, type Seen } from '../../../server/collector/recent.js';

const seen = (more: Partial<Seen> = {}): Seen => ({
  at: 0,
  topic: 'combat-events',
  key: 'ann',
  verdict: 'rejected',
  reason: 'invalid_json',
  pointer: '',
  value: Buffer.from('x'),
  ...more,
});

it('lists the newest first, by topic, key and verdict', () => {
  const recent = new RecentEvents();
  recent.add(seen());
  recent.add(seen({ key: 'bob', verdict: 'sandbox', reason: null, pointer: null }));
  recent.add(seen({ topic: 'player-events' }));
  expect(recent.list().map(({ seq }) => seq)).toEqual([3, 2, 1]);
  expect(recent.list({ key: 'ann', topic: 'combat-events' })).toEqual([
    {
      seq: 1,
      at: '1970-01-01T00:00:00.000Z',
      source: 'http',
      topic: 'combat-events',
      partition: null,
      offset: null,
      key: 'ann',
      verdict: 'rejected',
      reason: 'invalid_json',
      pointer: '',
      value: 'x',
    },
  ]);
  expect(recent.list({ verdict: 'sandbox' }).map(({ key }) => key)).toEqual(['bob']);
});

it('keeps so many, and so many bytes', () => {
  const recent = new RecentEvents();
  for (let i = 0; i < 1500; i++) recent.add(seen());
  expect(recent.list().map(({ seq }) => seq)).toEqual(Array.from({ length: 1000 }, (_, i) => 1500 - i));
  for (let i = 0; i < 1500; i++)
    recent.add(seen({ value: Buffer.alloc(100_000, '🗡'), key: '🗡'.repeat(5000) }));
  const rows = recent.list();
  const characters = rows.reduce((sum, { key, value }) => sum + key.length + value.length, 0);
  expect(2 * characters).toBeLessThanOrEqual(1024 * 1024);
  expect(rows.length).toBeGreaterThan(100);
  expect(rows[0]!.value).toBe('🗡'.repeat(512));
  expect(rows[0]!.key).toBe('🗡'.repeat(128));
});
