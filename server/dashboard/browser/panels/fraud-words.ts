/** What the rules of fraud say, in words. */
import { amount } from '../format/money.js';
import { plural } from '../format/numbers.js';
import { day, moment } from '../format/times.js';
import type { FraudRow } from '../rows.js';

export const RULES: Readonly<Record<FraudRow['rule'], string>> = {
  velocity: 'Buys too fast',
  shared_ip: 'Shared address',
  many_ips: 'Many addresses',
  price_mismatch: 'Odd price',
};

/** Start of the window; a price is judged within its day. */
export function fraudWindow({ rule, window_start }: FraudRow): string {
  return rule === 'price_mismatch' ? day(Date.parse(window_start)) : moment(window_start, Date.now());
}

export function fraudEvidence(row: FraudRow): string {
  switch (row.rule) {
    case 'velocity':
      return plural(row.evidence.purchases, 'purchase');
    case 'shared_ip':
      return plural(row.evidence.players, 'player');
    case 'many_ips':
      return plural(row.evidence.ips, 'address', 'addresses');
    case 'price_mismatch': {
      const { currency } = priceSubject(row.subject);
      return `${currency} ${amount(row.evidence.price)} for ${amount(row.evidence.median)}`;
    }
  }
}

/** `ITEM/CURRENCY/PLAYER`; in ITEM a `~` is written `~0` and a `/` is written `~1`. */
export function priceSubject(subject: string): { item: string; currency: string; player: string } {
  const [item = '', currency = '', ...player] = subject.split('/');
  return { item: item.replaceAll('~1', '/').replaceAll('~0', '~'), currency, player: player.join('/') };
}
