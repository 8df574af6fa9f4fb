/** Dead letters as rows that are shown, page by page. */
import { isUtf8 } from 'node:buffer';
import { SHOWN_BYTES, shownText } from './latest/record.js';
import type { LetterSelection } from './letter-selection.js';
import type { Db } from './open.js';
import { type Order, parsePlace, placeText } from './stats/cursor.js';
import { isoOrNull } from './stats/iso.js';
import { keyset } from './stats/keyset.js';
import { limitOf, type Selection } from './stats/selection.js';

export interface LetterRow {
  topic: string;
  partition: number;
  log: number;
  offset: number;
  reason: string;
  pointer: string;
  /** Fluvio's timestamp of the record. */
  record_time: string | null;
  /** Null when there was none, or where it is no UTF-8: then `key_base64` has it. */
  key: string | null;
  key_base64: string | null;
  /** The first 2 KiB, as text. */
  value: string;
  /** Bytes that the whole value had. */
  size: number;
}

const ORDER: Order = [
  ['topic', 'text'],
  ['partition', 'number'],
  ['log', 'number'],
  ['offset', 'number'],
];

export type LetterPage = Pick<LetterSelection, 'topic' | 'reason'> &
  Pick<Selection, 'limit' | 'after' | 'reverse'>;

/** By topic, partition, log and offset. (In SQLite nothing is left of an empty value but null.) */
export function deadLetterRows(db: Db, page: LetterPage = {}): LetterRow[] {
  const { where, values, order } = keyset(['topic', 'partition', 'log', '"offset"'], page, {
    equal: { reason: page.reason, topic: page.topic },
  });
  const rows = db
    .prepare(
      `SELECT topic, partition, log, "offset", reason, pointer, record_time, key,
         coalesce(substr(value, 1, ${SHOWN_BYTES + 1}), x'') AS value, size
       FROM dead_letters WHERE ${where} ORDER BY ${order} LIMIT ?`,
    )
    .all(...values, limitOf(page)) as StoredLetter[];
  return rows.map(({ record_time, key, value, size, ...row }) => {
    const isText = key !== null && isUtf8(key);
    return {
      ...row,
      record_time: isoOrNull(record_time),
      key: isText ? key.toString() : null,
      key_base64: isText ? null : (key?.toString('base64') ?? null),
      value: shownText(value, 0, value.length),
      size,
    };
  });
}

/** The place of a letter, for `after`. */
export function letterCursorOf(row: LetterRow): string {
  return placeText('dead-letters', ORDER, row);
}

/** Undefined where the text is no place of a letter. */
export function parseLetterCursor(text: string): Selection['after'] {
  return parsePlace('dead-letters', ORDER, text);
}

type StoredLetter = Omit<LetterRow, 'record_time' | 'key' | 'key_base64' | 'value'> & {
  record_time: number | null;
  key: Buffer | null;
  value: Buffer;
};
