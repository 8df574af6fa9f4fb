/** Dead letters by what is asked for: counted, listed, read one by one, purged. */
import type { DeadLetter, LetterKey } from './dead-letters.js';
import type { Db } from './open.js';

/** Every field narrows. Times are of the record, ms since 1970; a letter without one is in no span of time. */
export interface LetterSelection {
  readonly topic?: string | undefined;
  readonly reason?: string | undefined;
  readonly partition?: number | undefined;
  readonly offset?: number | undefined;
  readonly log?: number | undefined;
  readonly from?: number | undefined;
  /** Up to and without this. */
  readonly to?: number | undefined;
}

/** A dead letter without its bytes. */
export type LetterSummary = Omit<DeadLetter, 'value'> & { readonly keptBytes: number };

export interface ReasonCount {
  readonly topic: string;
  readonly reason: string;
  readonly letters: number;
}

const KEY = 'topic, partition, log, "offset"';

/** By topic and reason, most first. Of topics and reasons as a whole the counts are at hand. */
export function countLetters(db: Db, selection: LetterSelection): ReasonCount[] {
  const { topic, reason, ...narrower } = selection;
  if (Object.values(narrower).every((value) => value === undefined))
    return wholeCounts(db, { topic, reason });
  const { where, values } = condition(selection);
  return db
    .prepare(
      `SELECT topic, reason, count(*) AS letters FROM dead_letters ${where}
       GROUP BY topic, reason ORDER BY letters DESC, topic, reason`,
    )
    .all(values) as ReasonCount[];
}

function wholeCounts(db: Db, selection: Pick<LetterSelection, 'topic' | 'reason'>): ReasonCount[] {
  const { where, values } = condition(selection);
  return db
    .prepare(
      `SELECT * FROM (SELECT * FROM dead_letter_counts ${where}) WHERE letters > 0
       ORDER BY letters DESC, topic, reason`,
    )
    .all(values) as ReasonCount[];
}

/** In the order of topic, partition, log and offset. */
export function listLetters(db: Db, selection: LetterSelection, limit: number | undefined): LetterSummary[] {
  const { where, values } = condition(selection);
  return db
    .prepare(
      `SELECT ${KEY}, reason, pointer, record_time AS recordTime, key, size, length(value) AS keptBytes
       FROM dead_letters ${where} ORDER BY ${KEY} LIMIT ?`,
    )
    .all([...values, limit ?? -1]) as LetterSummary[];
}

/** The next `limit` letters after one, or from the first; with their bytes. */
export function lettersAfter(
  db: Db,
  selection: LetterSelection,
  after: LetterKey | undefined,
  limit: number,
): DeadLetter[] {
  const { where, values } = condition(selection, after);
  return db
    .prepare(
      `SELECT ${KEY}, reason, pointer, record_time AS recordTime, key, value, size
       FROM dead_letters ${where} ORDER BY ${KEY} LIMIT ?`,
    )
    .all([...values, limit]) as DeadLetter[];
}

/**
 * Deletes at most `limit` letters in one transaction, and notes which ones; returns how many. They stay counted as
 * rejected.
 */
export function purgeLetters(db: Db, selection: LetterSelection, limit: number): number {
  const { where, values } = condition(selection);
  return db
    .transaction(() => {
      const keys = db
        .prepare(`SELECT ${KEY}, reason FROM dead_letters ${where} ORDER BY ${KEY} LIMIT ?`)
        .all([...values, limit]) as (LetterKey & { reason: string })[];
      const note = db.prepare('INSERT OR REPLACE INTO purged_letters VALUES (?, ?, ?, ?, ?)');
      const remove = db.prepare(
        'DELETE FROM dead_letters WHERE topic = ? AND partition = ? AND log = ? AND "offset" = ?',
      );
      for (const { topic, partition, log, offset, reason } of keys) {
        note.run(topic, partition, log, offset, reason);
        remove.run(topic, partition, log, offset);
      }
      return keys.length;
    })
    .immediate();
}

/** How many were purged of those selected; a purged letter has no record time any more. */
export function countPurged(db: Db, selection: LetterSelection): number {
  const { where, values } = condition({ ...selection, from: undefined, to: undefined });
  return db.prepare(`SELECT count(*) FROM purged_letters ${where}`).pluck().get(values) as number;
}

function condition(
  { topic, reason, partition, offset, log, from, to }: LetterSelection,
  after?: LetterKey,
): { where: string; values: (string | number)[] } {
  const terms: [string, string | number | undefined][] = [
    ['topic = ?', topic],
    ['reason = ?', reason],
    ['partition = ?', partition],
    ['"offset" = ?', offset],
    ['log = ?', log],
    ['record_time >= ?', from],
    ['record_time < ?', to],
  ];
  const given = terms.filter((term): term is [string, string | number] => term[1] !== undefined);
  const parts = given.map(([text]) => text);
  const values = given.map(([, value]) => value);
  if (after !== undefined) {
    // Without the topic where it is given: SQLite would search by it alone, and go through all letters before the place.
    if (topic === undefined) parts.push(`(${KEY}) > (?, ?, ?, ?)`);
    else parts.push('(partition, log, "offset") > (?, ?, ?)');
    if (topic === undefined) values.push(after.topic);
    values.push(after.partition, after.log, after.offset);
  }
  return { where: parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`, values };
}
