/** Money: decimal strings by currency, which are never added to one another and never become doubles. */
import type { Money } from '../rows.js';

/** `2575.7` → `2,575.70`, rounded half up to two decimals; a currency is always said beside it. */
export function amount(decimal: string): string {
  const [integer = '0', decimals = ''] = decimal.split('.');
  const hundredths = BigInt(integer + decimals.padEnd(2, '0').slice(0, 2));
  const rounded = hundredths + (Number(decimals[2] ?? '0') >= 5 ? 1n : 0n);
  const digits = rounded.toString().padStart(3, '0');
  const units = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${units}.${digits.slice(-2)}`;
}

/** `EUR 1.00 · USD 2.00` */
export function amounts(money: Money): string {
  return Object.entries(money)
    .map(([currency, decimal]) => `${currency} ${amount(decimal)}`)
    .join(' · ');
}

/** All currencies of some rows, the one that most of them have first, then by their letters. */
export function currenciesOf(rows: readonly { readonly revenue: Money }[]): string[] {
  const having = new Map<string, number>();
  for (const { revenue } of rows)
    for (const currency of Object.keys(revenue)) having.set(currency, (having.get(currency) ?? 0) + 1);
  return [...having].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([currency]) => currency);
}
