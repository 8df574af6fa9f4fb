import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../../settings/settings.js';
import { at, type Bought, Shop, thresholds, times } from './purchases.js';

/** The flags after these purchases in one commit, in one commit each, and in one each from the last to the first. */
function flagsOf(purchases: Bought[]): string[] {
  const { flags } = new Shop().sell(...purchases);
  const singly = new Shop();
  for (const purchase of purchases) singly.sell(purchase);
  const backwards = new Shop();
  for (const purchase of [...purchases].reverse()) backwards.sell(purchase);
  expect(singly.flags).toEqual(flags);
  expect(backwards.flags).toEqual(flags);
  return flags;
}

describe('velocity', () => {
  test('five purchases within a minute are flagged, four are not', () => {
    const minute = (count: number) => times(count, (n) => ({ purchase_timestamp: at(3, n * 10) }));
    expect(flagsOf(minute(4))).toEqual([]);
    expect(flagsOf(minute(5))).toEqual(['velocity ann purchases=5']);
    expect(flagsOf(minute(6))).toEqual(['velocity ann purchases=6']);
  });

  test('a burst that straddles two windows counts in each by itself', () => {
    const burst = times(8, (n) => ({ purchase_timestamp: at(3, 56 + n) }));
    expect(flagsOf(burst)).toEqual([]);
    expect(flagsOf([...burst, { purchase_timestamp: at(4, 59) }])).toEqual(['velocity ann purchases=5']);
  });

  test('a late event corrects its window', () => {
    const shop = new Shop().sell(...times(4)).sell({ purchase_timestamp: at(55) });
    expect(shop.flags).toEqual([]);
    expect(shop.sell({}).flags).toEqual(['velocity ann purchases=5']);
  });
});

describe('shared_ip', () => {
  const player = (n: number, ip = '1.2.3.4', minute = 0) => ({
    player_id: `p${n}`,
    ip_address: ip,
    purchase_timestamp: at(minute),
  });

  test('four players from one address within ten minutes, however it is written', () => {
    const three = [player(1), player(2, '::ffff:1.2.3.4'), player(3, '::FFFF:102:304', 9)];
    expect(flagsOf([...three, player(3), player(4, '1.2.3.4', 10)])).toEqual([]);
    expect(flagsOf([...three, player(4, '::ffff:102:304', 9)])).toEqual(['shared_ip 1.2.3.4 players=4']);
  });

  test('is shown in one form', () => {
    expect(flagsOf(times(4, (n) => player(n, '2001:DB8:0:0::1.2.3.4')))).toEqual([
      'shared_ip 2001:db8::102:304 players=4',
    ]);
  });

  test('an allowed address or block is no subject', () => {
    const addresses = ['10.0.0.0/9', '2001:db8::/33', '192.0.2.7', '::ffff:198.51.100.0/120'];
    const shop = new Shop({ allow: { addresses, players: ['p1'] } });
    const from = (ip: string) => times(4, (n) => player(n, ip));
    shop.sell(...from('10.127.255.255'), ...from('::ffff:10.0.0.1'), ...from('192.0.2.7'));
    shop.sell(...from('2001:db8:7fff::1'), ...from('198.51.100.255'));
    expect(shop.flags.filter((flag) => flag.startsWith('shared_ip'))).toEqual([]);
    shop.sell(
      ...from('10.128.0.0'),
      ...from('2001:db8:8000::'),
      ...from('192.0.2.8'),
      ...from('198.51.101.0'),
    );
    expect(shop.flags.filter((flag) => flag.startsWith('shared_ip'))).toEqual([
      'shared_ip 10.128.0.0 players=4',
      'shared_ip 192.0.2.8 players=4',
      'shared_ip 198.51.101.0 players=4',
      'shared_ip 2001:db8:8000:: players=4',
    ]);
  });
});

describe('many_ips', () => {
  test('three addresses within ten minutes; two forms of one are one', () => {
    const from = (ip_address: string, minute = 0) => ({ ip_address, purchase_timestamp: at(minute) });
    const two = [from('1.1.1.1'), from('::ffff:1.1.1.1'), from('2.2.2.2', 9)];
    expect(flagsOf([...two, from('3.3.3.3', 10)])).toEqual([]);
    expect(flagsOf([...two, from('3.3.3.3', 9)])).toEqual(['many_ips ann ips=3']);
  });

  test('with windows of another size than shared_ip', () => {
    const windows = { ...DEFAULT_SETTINGS.windows, many_ips: 60 };
    const shop = new Shop({ windows });
    shop.sell(...times(3, (n) => ({ ip_address: `1.1.1.${n}`, purchase_timestamp: at(n * 20) })));
    shop.sell(...times(3, (n) => ({ player_id: `p${n}`, ip_address: '1.1.1.0', purchase_timestamp: at(1) })));
    expect(shop.flags).toEqual(['many_ips ann ips=3', 'shared_ip 1.1.1.0 players=4']);
  });
});

test('an allowed player is no subject, but one of the players of an address', () => {
  const shop = new Shop({ allow: { addresses: [], players: ['ann'] } });
  shop.sell(...times(5), ...times(3, (n) => ({ ip_address: `9.9.9.${n}` })));
  expect(shop.flags).toEqual([]);
  shop.sell(...times(3, (n) => ({ player_id: `p${n}` })));
  expect(shop.flags).toEqual(['shared_ip 1.2.3.4 players=4']);
});

test('what is new or has changed is told, once a commit', () => {
  const shop = new Shop().sell(...times(4));
  expect(shop.told()).toEqual([]);
  shop.sell({});
  expect(shop.found).toEqual([
    {
      kind: 'fraud',
      rule: 'velocity',
      subject: 'ann',
      since: Date.parse('2024-11-12T10:00:00Z'),
      windowEnd: Date.parse('2024-11-12T10:01:00Z'),
      until: null,
      details: { purchases: 5 },
    },
  ]);
  shop.told();
  expect(shop.sell({}, {}).told()).toEqual(['velocity ann purchases=7']);
  expect(shop.sell({ purchase_timestamp: at(30) }).told()).toEqual([]);
});

test('with other thresholds the flags are made anew', () => {
  const shop = new Shop().sell(...times(3), ...times(2, (n) => ({ ip_address: `9.9.9.${n}` })));
  const before = shop.flags;
  expect(before).toEqual(['many_ips ann ips=3', 'velocity ann purchases=5']);
  expect(shop.reopen(thresholds({ velocity_purchases: 6, shared_ip_players: 1 })).flags).toEqual([
    'many_ips ann ips=3',
    'shared_ip 1.2.3.4 players=1',
    'shared_ip 9.9.9.0 players=1',
    'shared_ip 9.9.9.1 players=1',
  ]);
  const allow = { addresses: ['9.9.9.0/31'], players: ['ann'] };
  expect(shop.reopen({ ...thresholds({ shared_ip_players: 1 }), allow }).flags).toEqual([
    'shared_ip 1.2.3.4 players=1',
  ]);
  expect(shop.reopen({}).flags).toEqual(before);
  expect(shop.told()).toEqual(['many_ips ann ips=3', 'velocity ann purchases=5']);
});
