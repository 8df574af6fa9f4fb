/** From the flags of `stats` to a selection: a pure function, which refuses what would silently do nothing. */
import { BY_DAY, FILTERS, type Filter } from '../../processors/store/stats/filters.js';
import { WHATS, type What } from '../../processors/store/stats/index.js';
import type { Selection } from '../../processors/store/stats/selection.js';
import { parseTimestamp } from '../../schemas/index.js';
import { UsageError } from '../exit.js';

export interface SelectionFlags {
  /** A day, `2024-11-12`, or a time. */
  readonly from?: string;
  readonly to?: string;
  readonly player?: string;
  readonly level?: string;
  readonly item?: string;
  readonly server?: string;
  readonly limit?: number;
}

const DAY_MS = 86_400_000;
const FLAGS: readonly Filter[] = ['from', 'to', 'player', 'level', 'item', 'server', 'limit'];

/** @throws UsageError for a flag that does not apply, and for days and times that are none */
export function selectionOf(what: What, flags: SelectionFlags): Selection {
  const strange = FLAGS.find((flag) => flags[flag] !== undefined && !FILTERS[what].includes(flag));
  if (strange !== undefined) throw new UsageError(doesNotApply(what, strange));
  const { from, to, ...others } = flags;
  const selection = {
    ...(from === undefined ? {} : { from: timeOf(what, 'from', from) }),
    ...(to === undefined ? {} : { to: timeOf(what, 'to', to) }),
    ...Object.fromEntries(FLAGS.flatMap((flag) => (flag in others ? [[flag, flags[flag]]] : []))),
  };
  if ((selection.from ?? Number.NEGATIVE_INFINITY) >= (selection.to ?? Number.POSITIVE_INFINITY)) {
    throw new UsageError(`--from ${from} is not before the end of --to ${to}.`);
  }
  return selection;
}

function doesNotApply(what: What, flag: Filter): string {
  const flags = FILTERS[what].map((filter) => `--${filter}`);
  const others = WHATS.filter((other) => FILTERS[other].includes(flag));
  const those = flags.length === 0 ? 'nothing narrows these' : `there it is ${flags.join(', ')}`;
  return `--${flag} does not apply to ${what}: ${those}. It applies to ${others.join(', ')}.`;
}

/** The start of a day, or for `to` its end; of a time, the time itself. Ms since 1970. */
function timeOf(what: What, flag: 'from' | 'to', text: string): number {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? parseTimestamp(`${text}T00:00:00Z`) : Number.NaN;
  if (!Number.isNaN(day)) return flag === 'to' ? day + DAY_MS : day;
  const time = BY_DAY.has(what) ? Number.NaN : parseTimestamp(text);
  if (!Number.isNaN(time)) return time;
  const orTime = BY_DAY.has(what) ? ` (${what} go by whole days)` : ' or a time such as 2024-11-12T10:15:00Z';
  throw new UsageError(`--${flag} ${text}: expected a UTC day such as 2024-11-12${orTime}.`);
}
