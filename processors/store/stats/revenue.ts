/** Rows with their revenue by currency, put together from a join that gives one line a row and currency. */
import { decimalString } from '../../rollups/decimal.js';
import { wholeSum } from '../rollup-columns.js';

/** Decimal strings by currency. */
export type Revenue = Record<string, string>;

export interface RevenueLine {
  currency: string;
  revenue_high: number;
  revenue_low: number;
}

/**
 * Lines of one row follow each other, by currency.
 * @param isSame whether two lines are of one row
 */
export function withRevenue<Line extends RevenueLine>(
  lines: readonly Line[],
  isSame: (a: Line, b: Line) => boolean,
): (Line & { revenue: Revenue })[] {
  const rows: (Line & { revenue: Revenue })[] = [];
  for (const line of lines) {
    const last = rows.at(-1);
    const amount = decimalString(wholeSum(line.revenue_high, line.revenue_low));
    if (last !== undefined && isSame(last, line)) last.revenue[line.currency] = amount;
    else rows.push({ ...line, revenue: { [line.currency]: amount } });
  }
  return rows;
}
