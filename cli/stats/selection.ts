/** From the flags of `stats` to a selection: a pure function, which refuses what would silently do nothing. */
import { parseCursor } from '../../processors/store/stats/cursor.js';
import { BY_DAY, FILTERS, type Filter } from '../../processors/store/stats/filters.js';
import { WHATS, type What } from '../../processors/store/stats/index.js';
import type { Cursor, Selection } from '../../processors/store/stats/selection.js';
import { UsageError } from '../exit.js';
import { clip } from '../render/sanitize.js';
import { type SpanFlags, spanOf } from '../span.js';

export interface SelectionFlags extends SpanFlags {
  readonly player?: string;
  readonly level?: string;
  readonly item?: string;
  readonly server?: string;
  readonly open?: boolean;
  readonly limit?: number;
  /** As text. */
  readonly after?: string;
  readonly reverse?: boolean;
}

const LONGEST_SHOWN = 80;

const FLAGS: readonly Filter[] = ['from', 'to', 'player', 'level', 'item', 'server', 'open', 'limit'];

/** @throws UsageError for a flag that does not apply, and for days, times and places that are none */
export function selectionOf(what: What, flags: SelectionFlags): Selection {
  const strange = FLAGS.find((flag) => flags[flag] !== undefined && !FILTERS[what].includes(flag));
  if (strange !== undefined) throw new UsageError(doesNotApply(what, strange));
  return {
    ...Object.fromEntries(FLAGS.flatMap((flag) => (flag in flags ? [[flag, flags[flag]]] : []))),
    ...spanOf(flags, BY_DAY.has(what) ? what : undefined),
    ...(flags.reverse === undefined ? {} : { reverse: flags.reverse }),
    ...(flags.after === undefined ? {} : { after: cursorOf(what, flags.after) }),
  };
}

function cursorOf(what: What, text: string): Cursor {
  const cursor = parseCursor(what, text);
  if (cursor !== undefined) return cursor;
  const shown = clip(text, LONGEST_SHOWN);
  throw new UsageError(
    `--after ${shown}: expected a place in ${what}, as \`stats ${what} --limit\` names the next.`,
  );
}

function doesNotApply(what: What, flag: Filter): string {
  const flags = FILTERS[what].map((filter) => `--${filter}`);
  const others = WHATS.filter((other) => FILTERS[other].includes(flag));
  return `--${flag} does not apply to ${what}: there it is ${flags.join(', ')}. It applies to ${others.join(', ')}.`;
}
