/** The dead letters of a database, page by page: their values are looked at and not kept. */
import type { Db } from '../../processors/store/open.js';
import { digestOf, type StoredLetter } from '../../verify/dead-letters.js';

/** What is known of offsets, by `placeName` of their log. */
export type LetterPlace<V> = ReadonlyMap<string, ReadonlyMap<number, V>>;

export function placeName(at: { topic: string; partition: number; log: number }): string {
  return `${at.topic}/${at.partition}/${at.log}`;
}

/** So many values, of at most 64 KiB each, lie in memory at once. */
const PAGE = 500;

interface Row {
  readonly topic: string;
  readonly partition: number;
  readonly log: number;
  readonly offset: number;
  readonly reason: string;
}

interface LetterRow extends Row {
  readonly record_time: number | null;
  readonly value: Buffer;
  readonly size: number;
}

export function readLetters(db: Db): LetterPlace<StoredLetter> {
  const next = db.prepare(
    `SELECT topic, partition, log, "offset", reason, record_time, value, size FROM dead_letters
     WHERE (topic, partition, log, "offset") > (?, ?, ?, ?)
     ORDER BY topic, partition, log, "offset" LIMIT ${PAGE}`,
  );
  const letters = new Map<string, Map<number, StoredLetter>>();
  let last: Row = { topic: '', partition: -1, log: -1, offset: -1, reason: '' };
  for (;;) {
    const page = next.all(last.topic, last.partition, last.log, last.offset) as LetterRow[];
    for (const row of page) {
      const { reason, record_time: recordTime, value, size } = row;
      put(letters, row, { reason, recordTime, size, digest: digestOf(value) });
    }
    if (page.length < PAGE) return letters;
    last = page.at(-1)!;
  }
}

export function readPurged(db: Db): LetterPlace<string> {
  const rows = db.prepare('SELECT topic, partition, log, "offset", reason FROM purged_letters').all();
  const purged = new Map<string, Map<number, string>>();
  for (const row of rows as Row[]) put(purged, row, row.reason);
  return purged;
}

/** Offsets of replayed letters and how far the partition had been counted then, in the order in which they were judged. */
export function readReplayed(db: Db): LetterPlace<number> {
  const rows = db
    .prepare('SELECT topic, partition, log, "offset", next_offset FROM replayed_letters ORDER BY id')
    .all();
  const replayed = new Map<string, Map<number, number>>();
  for (const row of rows as (Row & { next_offset: number })[]) put(replayed, row, row.next_offset);
  return replayed;
}

function put<V>(places: Map<string, Map<number, V>>, row: Row, value: V): void {
  const name = placeName(row);
  const offsets = places.get(name);
  if (offsets === undefined) places.set(name, new Map([[row.offset, value]]));
  else offsets.set(row.offset, value);
}
