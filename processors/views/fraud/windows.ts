/** To which windows the rows of the fraud rules belong. */
import type { Windows } from '../../../settings/settings.js';
import { DAY, MINUTE } from '../../rollups/rollup.js';
import type { WindowRows } from '../../store/ended-windows.js';
import { SUBJECT } from './counted-rule.js';
import { COUNTED, type CountedRule, type FraudRule } from './evidence.js';

const RULES: readonly FraudRule[] = [...(Object.keys(COUNTED) as CountedRule[]), 'price_mismatch'];

/** In ms. */
export function windowOf(rule: FraudRule, windows: Windows): number {
  return rule === 'price_mismatch' ? DAY : windows[rule] * MINUTE;
}

export function fraudWindows(windows: Windows): WindowRows[] {
  const counted = Object.keys(COUNTED) as CountedRule[];
  const sizes = new Set([windowOf('shared_ip', windows), windowOf('many_ips', windows)]);
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
      (rule): WindowRows => ({
        table: `fraud_${rule}`,
        key: ['window_start', SUBJECT[rule]],
        windowMs: windowOf(rule, windows),
      }),
    ),
    ...[...sizes].map(
      (windowMs): WindowRows => ({
        table: 'fraud_addresses',
        key: ['window_start', 'player_id', 'ip'],
        windowMs,
        only: { column: 'window_ms', value: windowMs },
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
