/** The `dead_letters` table: rejected records with the reason, the JSON pointer at fault and the bytes. */
import type { Db } from './open.js';

/** How much of a rejected value is kept, in bytes. */
export const KEPT_BYTES = 64 * 1024;

export interface DeadLetter {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
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

export function deadLetterWriter(db: Db): (letter: DeadLetter) => void {
  const insert = db.prepare('INSERT INTO dead_letters VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  return (letter) => {
    insert.run(
      letter.topic,
      letter.partition,
      letter.offset,
      letter.reason,
      letter.pointer,
      letter.recordTime,
      letter.key,
      letter.value,
      letter.size,
    );
  };
}
