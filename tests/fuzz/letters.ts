/** The dead letters of a partition against the records: each rejected one is there, once, with its very bytes. */
import { isUtf8 } from 'node:buffer';
import type { Db } from '../../processors/store/open.js';
import { REASONS } from '../../processors/verdict/reasons.js';
import { type Rules, rulesFor } from '../../processors/verdict/rules.js';
import { validateValue } from '../../processors/verdict/validate.js';
import type { Settings } from '../../settings/settings.js';
import type { SentRecord } from '../support/random-events.js';
import type { JudgedLog } from './judged-log.js';

export interface Letter {
  readonly offset: number;
  readonly reason: string;
  readonly pointer: string;
  readonly record_time: number | null;
  readonly key: Buffer | null;
  readonly value: Buffer;
  readonly size: number;
}

const KEPT = 64 * 1024;
/** The first and the last instant of a Date. */
const CALENDAR = 8.64e15;
const CODES: ReadonlySet<string> = new Set(REASONS.map(([code]) => code));
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

export function readLetters(
  db: Db,
  { topic, partition }: JudgedLog,
  from: number,
  to: number,
): Map<number, Letter> {
  const rows = db
    .prepare(
      `SELECT "offset", reason, pointer, record_time, key, value, size FROM dead_letters
       WHERE topic = ? AND partition = ? AND log = 0 AND "offset" >= ? AND "offset" < ?`,
    )
    .all(topic, partition, from, to) as Letter[];
  return new Map(rows.map((row) => [row.offset, row]));
}

/** What is wrong with a letter; undefined when it is as it should be. */
export function fault(
  letter: Letter,
  record: SentRecord,
  log: JudgedLog,
  settings: Settings,
): string | undefined {
  const { reason, pointer } = letter;
  const value = Buffer.from(record.value);
  if (!CODES.has(reason)) return `an unknown reason, ${JSON.stringify(reason)}`;
  if (UNPRINTABLE.test(pointer) || pointer.length > 256) return `a pointer ${JSON.stringify(pointer)}`;
  if (letter.size !== value.length) return `a size of ${letter.size} bytes`;
  if (!letter.value.equals(value.subarray(0, KEPT))) return 'other bytes';
  if ((letter.key?.toString() ?? undefined) !== record.key) return 'another key';
  const stamp = recordTime(record);
  if (letter.record_time !== stamp) return `a record time of ${letter.record_time}`;
  const kind = kindOfFault(value);
  if ((kind ?? 'of JSON') !== (UNREADABLE.has(reason) ? reason : 'of JSON'))
    return `${reason} for ${kind ?? 'JSON'}`;
  // In whatever batch it came, it is judged as it would be alone.
  const alone = validateValue(
    log.topic,
    value,
    0,
    value.length,
    record.timestamp ?? Number.NaN,
    rulesOf(log, settings),
  );
  if (alone.ok || alone.reason !== reason || alone.pointer !== pointer) {
    return `${reason} ${pointer}, and alone ${alone.ok ? 'it is accepted' : `${alone.reason} ${alone.pointer}`}`;
  }
  return undefined;
}

/** As it is kept of a letter, ms since 1970; null when there is none. */
export function recordTime({ timestamp }: SentRecord): number | null {
  return timestamp === undefined ? null : Math.max(-CALENDAR, Math.min(timestamp, CALENDAR));
}

const UNREADABLE: ReadonlySet<string> = new Set([
  'too_large',
  'invalid_utf8',
  'byte_order_mark',
  'invalid_json',
]);

/** Why a value is no JSON text; undefined when it is one. */
export function kindOfFault(value: Buffer): string | undefined {
  if (value.length > KEPT) return 'too_large';
  if (!isUtf8(value)) return 'invalid_utf8';
  if (value.subarray(0, 3).equals(BYTE_ORDER_MARK)) return 'byte_order_mark';
  try {
    JSON.parse(value.toString());
    return undefined;
  } catch {
    return 'invalid_json';
  }
}

const BYTE_ORDER_MARK = Buffer.from('efbbbf', 'hex');

function rulesOf({ topic }: JudgedLog, settings: Settings): Rules {
  return rulesFor(topic, settings);
}
