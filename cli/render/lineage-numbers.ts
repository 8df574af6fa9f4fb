/** Numbers of a lineage as people read them. */
import { MOST_COUNTED } from '../../processors/store/row-counts.js';
import { count, counted } from './numbers.js';

/** `812.3/s`, `50,120/s`. */
export function rateShown(perSecond: number): string {
  return `${perSecond >= 100 ? count(Math.round(perSecond)) : String(Math.round(perSecond * 10) / 10)}/s`;
}

/** `12 rows`, `10,000 rows or more`. */
export function rowsShown(rows: number): string {
  return rows >= MOST_COUNTED ? `${count(rows)} rows or more` : counted(rows, 'row');
}
