/** The `latest_events` table: a bounded number of the newest records, written in the commit that counts them. */
import type { Db } from '../open.js';
import { KEPT_OF_KEY, KEPT_OF_TOPIC, type LatestRecord, MOST_KEYS } from './record.js';

/** `seq` grows with every record that is kept. */
export const LATEST_TABLES = [
  `CREATE TABLE latest_events (
    seq INTEGER PRIMARY KEY,
    topic TEXT NOT NULL,
    partition INTEGER NOT NULL,
    "offset" INTEGER NOT NULL,
    record_time INTEGER,
    key TEXT,
    verdict TEXT NOT NULL,
    reason TEXT,
    pointer TEXT,
    value TEXT NOT NULL,
    size INTEGER NOT NULL,
    followed INTEGER NOT NULL
  ) STRICT`,
  'CREATE INDEX latest_events_by_topic ON latest_events (topic)',
  'CREATE INDEX latest_events_by_key ON latest_events (key)',
];

type Kept = Pick<LatestRecord, 'topic' | 'key' | 'verdict'>;

export class LatestTable {
  #next: number;
  /** What is in the table, the oldest first: by topic, those that were rejected by themselves … */
  readonly #ofTopic = new Map<string, number[]>();
  /** … and by followed key, the one written longest ago first. */
  readonly #ofKey = new Map<string | null, number[]>();
  readonly #insert;
  readonly #remove;

  constructor(db: Db) {
    this.#insert = db.prepare('INSERT INTO latest_events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.#remove = db.prepare('DELETE FROM latest_events WHERE seq = ?');
    const rows = db
      .prepare('SELECT seq, topic, key, verdict, followed AS isFollowed FROM latest_events ORDER BY seq')
      .all() as (Kept & { seq: number; isFollowed: 0 | 1 })[];
    for (const row of rows) (row.isFollowed === 1 ? this.#keyList(row) : this.#topicList(row)).push(row.seq);
    this.#next = (rows.at(-1)?.seq ?? 0) + 1;
  }

  /** To be called within the commit's transaction, in the order in which they came. */
  write(records: readonly LatestRecord[]): void {
    for (const record of records) {
      const { topic, partition, offset, recordTime, key, verdict, reason, pointer, value, size } = record;
      const seq = this.#next++;
      const followed = record.isFollowed ? 1 : 0;
      const place = [seq, topic, partition, offset, recordTime, key] as const;
      this.#insert.run(...place, verdict, reason, pointer, value, size, followed);
      if (record.isFollowed) this.#keep(this.#keyList(record), seq, KEPT_OF_KEY);
      else this.#keep(this.#topicList(record), seq, KEPT_OF_TOPIC);
    }
  }

  #keep(list: number[], seq: number, most: number): void {
    list.push(seq);
    if (list.length > most) this.#remove.run(list.shift());
  }

  #topicList({ topic, verdict }: Kept): number[] {
    const name = verdict === 'rejected' ? `${topic} rejected` : topic;
    let list = this.#ofTopic.get(name);
    if (list === undefined) {
      list = [];
      this.#ofTopic.set(name, list);
    }
    return list;
  }

  #keyList({ key }: Kept): number[] {
    const list = this.#ofKey.get(key) ?? [];
    this.#ofKey.delete(key);
    this.#ofKey.set(key, list);
    if (this.#ofKey.size > MOST_KEYS) this.#forgetKey();
    return list;
  }

  /** Whom nobody has followed for longest. */
  #forgetKey(): void {
    const [[key, list]] = this.#ofKey as Iterable<[string | null, number[]]> as [[string | null, number[]]];
    this.#ofKey.delete(key);
    for (const seq of list) this.#remove.run(seq);
  }
}
