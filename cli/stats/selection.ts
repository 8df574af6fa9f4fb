/** From the flags of `stats` to a selection: a pure function, which refuses what would silently do nothing. */
import { BY_DAY, FILTERS, type Filter } from '../../processors/store/stats/filters.js';
import { WHATS, type What } from '../../processors/store/stats/index.js';
import type { Selection } from '../../processors/store/stats/selection.js';
import { UsageError } from '../exit.js';
import { type SpanFlags, spanOf } from '../span.js';

export interface SelectionFlags extends SpanFlags {
  readonly player?: string;
  readonly level?: string;
  readonly item?: string;
  readonly server?: string;
  readonly limit?: number;
}

const FLAGS: readonly Filter[] = ['from', 'to', 'player', 'level', 'item', 'server', 'limit'];

/** @throws UsageError for a flag that does not apply, and for days and times that are none */
export function selectionOf(what: What, flags: SelectionFlags): Selection {
  const strange = FLAGS.find((flag) => flags[flag] !== undefined && !FILTERS[what].includes(flag));
  if (strange !== undefined) throw new UsageError(doesNotApply(what, strange));
  return {
    ...Object.fromEntries(FLAGS.flatMap((flag) => (flag in flags ? [[flag, flags[flag]]] : []))),
    ...spanOf(flags, BY_DAY.has(what) ? what : undefined),
  };
}

function doesNotApply(what: What, flag: Filter): string {
  const flags = FILTERS[what].map((filter) => `--${filter}`);
  const others = WHATS.filter((other) => FILTERS[other].includes(flag));
  const those = flags.length === 0 ? 'nothing narrows these' : `there it is ${flags.join(', ')}`;
  return `--${flag} does not apply to ${what}: ${those}. It applies to ${others.join(', ')}.`;
}
