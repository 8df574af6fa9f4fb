/** Cursors as text, for those who ask: made of a row as it is shown, so that whoever has a row has its place. */
import type { STATS, What } from './index.js';
import { iso } from './iso.js';
import type { Cursor } from './selection.js';

type Kind = 'text' | 'number' | 'time' | 'day';
/** Columns of a row as it is shown, by which it is ordered. */
export type Order = readonly (readonly [column: string, kind: Kind])[];

type ColumnOf<W extends What> = keyof ReturnType<(typeof STATS)[W]>[number] & string;

/** The columns by which each figure is ordered. */
const ORDER: { readonly [W in What]: readonly (readonly [ColumnOf<W>, Kind])[] } = {
  levels: [
    ['stall_rate', 'number'],
    ['level_id', 'text'],
  ],
  maps: [
    ['level_id', 'text'],
    ['map_id', 'text'],
  ],
  engagement: [['window_start', 'time']],
  'level-engagement': [
    ['window_start', 'time'],
    ['level_id', 'text'],
  ],
  audience: [['day', 'day']],
  items: [
    ['purchases', 'number'],
    ['item_id', 'text'],
  ],
  'item-days': [
    ['day', 'day'],
    ['item_id', 'text'],
  ],
  fraud: [
    ['window_start', 'time'],
    ['rule', 'text'],
    ['subject', 'text'],
  ],
  servers: [['server_id', 'text']],
  alerts: [
    ['opened_at', 'time'],
    ['server_id', 'text'],
    ['metric', 'text'],
  ],
  combat: [
    ['window_start', 'time'],
    ['player_id', 'text'],
  ],
  players: [['player_id', 'text']],
  topics: [
    ['topic', 'text'],
    ['partition', 'number'],
  ],
};

/** The place of a row. @param row as `STATS[what]` gives it */
export function cursorOf(what: What, row: object): string {
  return placeText(what, ORDER[what], row);
}

/** The place that a text names in a figure's order; undefined where it is no cursor of this figure. */
export function parseCursor(what: What, text: string): Cursor | undefined {
  return parsePlace(what, ORDER[what], text);
}

/** The same for rows of any order. @param list what is in that order, so that no place is taken for one of another list */
export function placeText(list: string, order: Order, row: object): string {
  const values = order.map(([column]) => (row as Record<string, unknown>)[column]);
  return Buffer.from(JSON.stringify([list, ...values])).toString('base64url');
}

export function parsePlace(list: string, order: Order, text: string): Cursor | undefined {
  const kinds = order.map(([, kind]) => kind);
  const place = jsonOf(text);
  if (!Array.isArray(place) || place[0] !== list || place.length !== 1 + kinds.length) return undefined;
  const values = place.slice(1);
  const cursor = kinds.map((kind, i) => VALUE[kind](values[i]));
  return cursor.includes(undefined) ? undefined : (cursor as (string | number)[]);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}

const VALUE: Readonly<Record<Kind, (shown: unknown) => string | number | undefined>> = {
  text: (shown) => (typeof shown === 'string' ? shown : undefined),
  number: (shown) => (typeof shown === 'number' ? shown : undefined),
  time: (shown) => timeOf(shown, iso),
  day: (shown) => timeOf(shown, (time) => iso(time).slice(0, 10)),
};

/** The time that is shown so, and in no other way. */
function timeOf(shown: unknown, show: (time: number) => string): number | undefined {
  const time = typeof shown === 'string' ? Date.parse(shown) : Number.NaN;
  return Number.isNaN(time) || show(time) !== shown ? undefined : time;
}
