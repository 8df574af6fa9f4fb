/** To which windows the rows of the fraud rules belong. */
import type { Windows } from '../../../settings/settings.js';
import { DAY, MINUTE } from '../../rollups/rollup.js';
import type { WindowRows } from '../../store/ended-windows.js';
import { COUNTED, type CountedRule, type FraudRule } from './evidence.js';
import { windowsOfStretch } from './packed-groups.js';

const RULES: readonly FraudRule[] = [...(Object.keys(COUNTED) as CountedRule[]), 'price_mismatch'];

/** In ms. */
export function windowOf(rule: FraudRule, windows: Windows): number {
  return rule === 'price_mismatch' ? DAY : windows[rule] * MINUTE;
}

export function fraudWindows(windows: Windows): WindowRows[] {
  const counted = (Object.keys(COUNTED) as CountedRule[]).map((rule) => {
    const windowMs = windowOf(rule, windows);
    return { rule, stretchMs: windowMs * windowsOfStretch(windowMs) };
  });
  return [
    ...RULES.map(
      (rule): WindowRows => ({
        table: 'fraud',
        key: ['window_start', 'rule', 'subject'],
        windowMs: windowOf(rule, windows),
        only: { column: 'rule', value: rule },
      }),
    ),
    ...counted.map(
      ({ rule, stretchMs }): WindowRows => ({
        table: `fraud_${rule}`,
        key: ['stretch', 'place'],
        windowMs: stretchMs,
      }),
    ),
    // A group goes with its stretch, and its members with it.
    ...counted.map(
      ({ rule, stretchMs }): WindowRows => ({
        table: 'fraud_crowds',
        key: ['window_start', 'subject', 'member'],
        windowMs: stretchMs,
        only: { column: 'rule', value: rule },
      }),
    ),
    { table: 'fraud_markets', key: ['day', 'item_id', 'currency'], windowMs: DAY },
    { table: 'fraud_prices', key: ['day', 'item_id', 'currency', 'price'], windowMs: DAY },
    {
      table: 'fraud_price_players',
      key: ['day', 'item_id', 'currency', 'price', 'player_id'],
      windowMs: DAY,
    },
  ];
}
