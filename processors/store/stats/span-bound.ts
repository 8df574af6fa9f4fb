import { parseTimestamp } from '../../../schemas/index.js';
import { DAY } from '../../rollups/rollup.js';

/**
 * What a text says of an end of a selection's span, `[from, to)`, ms since 1970: of a UTC day such as `2024-11-12` its
 * start, or for `to` its end; of a time the time itself. NaN for what is neither, or no day where only days go.
 */
export function spanBound(end: 'from' | 'to', text: string, onlyDays = false): number {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    const day = parseTimestamp(`${text}T00:00:00Z`);
    return end === 'to' ? day + DAY : day;
  }
  return onlyDays ? Number.NaN : parseTimestamp(text);
}
