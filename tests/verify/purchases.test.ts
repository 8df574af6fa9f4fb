import { describe, expect, it } from 'vitest';
import { move, purchase, records, rows, shown } from './given.js';

const bought = (...events: unknown[]) => records('purchase-events', events);
const times = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));

describe('items', () => {
  const given = bought(
    purchase('a', 'sword', 0.1, '23:00:00'),
    purchase('a', 'sword', 0.2, '22:00:00'),
    purchase('b', 'sword', 5, '00:00:00', { days: 1, currency: 'EUR' }),
    purchase('b', 'hat', 0, '10:00:00'),
    purchase('b', 'cap', 1, '10:00:00'),
  );
  it('has the most bought first, with exact revenue', () => {
    const once = { purchases: 1, buyers: 1, first_at: shown('10:00:00'), last_at: shown('10:00:00') };
    expect(rows('items', given)).toEqual([
      {
        item_id: 'sword',
        purchases: 3,
        buyers: 2,
        revenue: { EUR: '5', USD: '0.3' },
        first_at: shown('22:00:00'),
        last_at: shown('00:00:00', 1),
      },
      { ...once, item_id: 'cap', revenue: { USD: '1' } },
      { ...once, item_id: 'hat', revenue: { USD: '0' } },
    ]);
  });
  it('has the same by day', () => {
    expect(rows('item-days', given)).toEqual([
      { item_id: 'cap', day: '2024-11-12', purchases: 1, buyers: 1, revenue: { USD: '1' } },
      { item_id: 'hat', day: '2024-11-12', purchases: 1, buyers: 1, revenue: { USD: '0' } },
      { item_id: 'sword', day: '2024-11-12', purchases: 2, buyers: 1, revenue: { USD: '0.3' } },
      { item_id: 'sword', day: '2024-11-13', purchases: 1, buyers: 1, revenue: { EUR: '5' } },
    ]);
  });
});

describe('audience', () => {
  it('has sessions by their first day, payers, and who came back', () => {
    const given = [
      ...records('player-events', [
        move('a', 's1', '10:00:00'),
        move('a', 's1', '10:00:30', { level_id: 'L2' }),
        move('b', 's1', '23:59:50'),
        move('b', 's1', '00:00:10', { days: 1 }),
        move('c', 's1', '12:00:00', { days: 1 }),
        move('a', 's2', '12:00:00', { days: 7 }),
        move('a', 's3', '00:00:00', { days: 8 }),
      ]),
      ...bought(
        purchase('a', 'i', 2.5, '10:00:00'),
        purchase('a', 'i', 2.5, '10:00:00'),
        purchase('x', 'i', 1, '10:00:00', { days: 3, currency: 'EUR' }),
      ),
    ];
    const row = (day: string, fields: object) => ({
      day,
      active_players: 1,
      new_players: 0,
      sessions: 1,
      median_session_seconds: 0,
      payers: 0,
      paying_share: 0,
      revenue: {},
      d1: null,
      d7: null,
      d30: null,
      ...fields,
    });
    expect(rows('audience', given)).toEqual([
      row('2024-11-12', {
        active_players: 2,
        new_players: 2,
        sessions: 2,
        median_session_seconds: 20,
        payers: 1,
        paying_share: 0.5,
        revenue: { USD: '5' },
        d1: 0.5,
        d7: 0.5,
      }),
      // W's day is the 20th, so the seventh day after the 13th is not over
      row('2024-11-13', { active_players: 2, new_players: 1, d1: 0 }),
      row('2024-11-15', {
        active_players: 0,
        sessions: 0,
        median_session_seconds: null,
        payers: 1,
        paying_share: null,
        revenue: { EUR: '1' },
      }),
      row('2024-11-19', {}),
      row('2024-11-20', {}),
    ]);
  });
});

describe('fraud', () => {
  const finding = (rule: string, subject: string, window_start: string, evidence: object) => ({
    rule,
    subject,
    window_start,
    evidence,
  });

  it('velocity is five purchases of a player in a minute', () => {
    const given = bought(
      ...times(5, (i) => purchase('a', 'i', 1, `10:00:0${i}`)),
      ...times(4, () => purchase('b', 'i', 1, '10:00:00')),
      purchase('b', 'i', 1, '10:01:00'),
    );
    expect(rows('fraud', given)).toEqual([finding('velocity', 'a', shown('10:00:00'), { purchases: 5 })]);
  });

  it('shared_ip is four players on one ip, however it is written, in ten minutes', () => {
    const from = (player: string, ip_address: string, clock: string) =>
      purchase(player, 'i', 1, clock, { ip_address });
    const given = bought(
      from('a', '::ffff:1.2.3.4', '10:10:00'),
      from('b', '1.2.3.4', '10:12:00'),
      from('c', '::FFFF:0102:0304', '10:19:59'),
      from('d', '1.2.3.4', '10:19:59.999'),
      from('a', '2001:db8::1', '10:20:00'),
      from('b', '2001:db8::1', '10:20:00'),
      from('c', '2001:db8::1', '10:20:00'),
      from('d', '2001:db8::1', '10:30:00'),
    );
    expect(rows('fraud', given)).toEqual([
      finding('shared_ip', '1.2.3.4', shown('10:10:00'), { players: 4 }),
    ]);
  });

  it('many_ips is one player on three ips in ten minutes', () => {
    const from = (player: string, ip_address: string) => purchase(player, 'i', 1, '10:00:00', { ip_address });
    const given = bought(
      ...['::1', '::2', '::3', '0::3'].map((ip) => from('a', ip)),
      ...['::1', '::2', '0:0::2'].map((ip) => from('b', ip)),
    );
    expect(rows('fraud', given)).toEqual([finding('many_ips', 'a', shown('10:00:00'), { ips: 3 })]);
  });

  /** Purchases by one player each, an hour apart and from ips of their own, so that only prices can look odd. */
  const priced = (item: string, prices: [string, number][]) =>
    prices.map(([player, price], i) =>
      purchase(player, item, price, `${String(i).padStart(2, '0')}:00:00`, { ip_address: `10.0.0.${i}` }),
    );
  const usual = (n: number, price: number) => times(n, (i): [string, number] => [`usual${i}`, price]);

  it('price_mismatch is a price three times off the median of ten, the furthest off of each player', () => {
    const given = bought(
      ...priced('a/b~c', [
        ...usual(7, 3),
        ['x', 9],
        ['x', 0.5],
        ['y/z', 1],
        ['w', 8.999999],
        ['v', 1.000001],
        ['u', 18],
        ['u', 0.5],
        ['t', 900],
        ['t', 0],
      ]),
    );
    const day = shown('00:00:00');
    const odd = (player: string, price: string) =>
      finding('price_mismatch', `a~1b~0c/USD/${player}`, day, { price, median: '3' });
    expect(rows('fraud', given)).toEqual([odd('t', '0'), odd('u', '18'), odd('x', '0.5'), odd('y/z', '1')]);
  });

  it('price_mismatch needs ten purchases of the item, the currency and the day', () => {
    expect(rows('fraud', bought(...priced('i', [...usual(8, 3), ['x', 9]])))).toEqual([]);
    const other = purchase('z', 'i', 3, '23:00:00', { currency: 'EUR' });
    const next = purchase('z', 'i', 3, '00:00:00', { days: 1 });
    expect(rows('fraud', bought(...priced('i', [...usual(8, 3), ['x', 9]]), other, next))).toEqual([]);
    expect(rows('fraud', bought(...priced('i', [...usual(9, 3), ['x', 9]])))).toHaveLength(1);
  });

  it('price_mismatch beside a median of zero is any other price, the larger the worse', () => {
    const given = bought(...priced('i', [...usual(9, 0), ['x', 0.000001], ['x', 2], ['y', 0.0000004]]));
    expect(rows('fraud', given)).toEqual([
      finding('price_mismatch', 'i/USD/x', shown('00:00:00'), { price: '2', median: '0' }),
    ]);
  });

  it('is ordered by window, rule and subject', () => {
    const given = bought(
      ...['b', 'a'].flatMap((player) =>
        times(5, (i) => purchase(player, 'i', 1, '10:00:00', { ip_address: `::${i}` })),
      ),
      ...times(5, () => purchase('c', 'j', 1, '09:59:59')),
    );
    const found = rows('fraud', given) as { rule: string; subject: string }[];
    expect(found.map(({ rule, subject }) => `${rule} ${subject}`)).toEqual([
      'velocity c',
      'many_ips a',
      'many_ips b',
      'velocity a',
      'velocity b',
    ]);
  });
});
