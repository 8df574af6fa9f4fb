/** The `dead_letters` table: rejected records with the reason, the JSON pointer at fault and the bytes. */
import type { Drop } from './ended-windows.js';
import { ADD_LETTERS } from './letter-counts.js';
import type { Db } from './open.js';

/** How much of a rejected value is kept, in bytes. */
export const KEPT_BYTES = 64 * 1024;

/** Which record. Offsets alone do not say it: where a topic was made anew they come again, in another log. */
export interface LetterKey {
  readonly topic: string;
  readonly partition: number;
  /** See `PartitionPosition.log`. */
  readonly log: number;
  readonly offset: number;
}

export interface DeadLetter extends LetterKey {
  readonly reason: string;
  /** JSON pointer of the value at fault; empty for the whole record. */
  readonly pointer: string;
  /** Fluvio's timestamp of the record, ms since 1970. */
  readonly recordTime: number | null;
  readonly key: Buffer | null;
  /** At most the first `KEPT_BYTES` of it. */
  readonly value: Buffer;
  /** Bytes the whole value had. */
  readonly size: number;
}

/** A dead letter that was judged again; without a fault it is none any more. */
export interface JudgedLetter extends LetterKey {
  readonly fault: { readonly reason: string; readonly pointer: string } | undefined;
  /** Of the partition's position when it was judged. */
  readonly nextOffset: number;
}

export interface DeadLetterWriter {
  insert(letters: readonly DeadLetter[]): void;
  /** Brings the reason up to date, or takes the letter out and notes that it was one. */
  settle(judged: JudgedLetter): void;
}

/** To be used within the commit's transaction. */
export function deadLetterWriter(db: Db): DeadLetterWriter {
  const key = 'topic = ? AND partition = ? AND log = ? AND "offset" = ?';
  const insert = db.prepare('INSERT INTO dead_letters VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const count = db.prepare(ADD_LETTERS);
  const restate = db.prepare(`UPDATE dead_letters SET reason = ?, pointer = ? WHERE ${key}`);
  const remove = db.prepare(`DELETE FROM dead_letters WHERE ${key}`);
  const note = db.prepare('INSERT INTO replayed_letters VALUES (NULL, ?, ?, ?, ?, ?)');
  return {
    insert: (letters) => {
      for (const letter of letters) {
        const { topic, partition, log, offset, reason, pointer, recordTime, key, value, size } = letter;
        insert.run(topic, partition, log, offset, reason, pointer, recordTime, key, value, size);
      }
      for (const { topic, reason, letters: some } of countsOf(letters)) count.run(topic, reason, some);
    },
    settle: ({ topic, partition, log, offset, fault, nextOffset }) => {
      if (fault === undefined) {
        remove.run(topic, partition, log, offset);
        note.run(topic, partition, log, offset, nextOffset);
      } else restate.run(fault.reason, fault.pointer, topic, partition, log, offset);
    },
  };
}

/** By topic and reason. */
function countsOf(
  letters: readonly DeadLetter[],
): Iterable<{ topic: string; reason: string; letters: number }> {
  const counts = new Map<string, { topic: string; reason: string; letters: number }>();
  for (const { topic, reason } of letters) {
    const name = `${topic} ${reason}`;
    const counted = counts.get(name);
    if (counted === undefined) counts.set(name, { topic, reason, letters: 1 });
    else counted.letters++;
  }
  return counts.values();
}

/** How many rows of a roll-up go in the time that a letter takes, which may have 16 pages of its own. */
const ROWS_A_LETTER = 5;

/** Drops the letters of a topic whose record time is known and not after the horizon. */
export function letterDrop(db: Db, topic: string): Drop {
  const key = 'topic, partition, log, "offset"';
  const remove = db.prepare(
    `DELETE FROM dead_letters WHERE (${key}) IN
     (SELECT ${key} FROM dead_letters WHERE topic = ? AND record_time <= ? ORDER BY record_time LIMIT ?)`,
  );
  return {
    step: (horizon, rows, dropped) => {
      const most = Math.ceil(rows / ROWS_A_LETTER);
      const { changes } = remove.run(topic, horizon, most);
      if (changes > 0) dropped('dead_letters', changes);
      return changes === most;
    },
  };
}
