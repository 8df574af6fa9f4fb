/**
 * `Idempotency-Key`: the same request again gets the first answer. What was asked is noted before anything is sent, the
 * answer before it goes out; the events have ids made from both, so that what happens in between adds nothing either.
 */
import { promisify } from 'node:util';
import { gunzipSync, gzip } from 'node:zlib';
import { Problem } from '../problem.js';
import type { ServerDb } from '../store/open.js';
import type { KeyedRequest } from './keyed-request.js';

const WINDOW_MS = 24 * 3_600_000;
/** Requests, and bytes of answers, that are kept at the most; beyond them the oldest go before their day is over. */
const MOST_REQUESTS = 200_000;
const MOST_BYTES = 256 * 1024 * 1024;
/** So many go at once, lest a request wait for a thousand. */
const DROPPED_AT_ONCE = 16;
/** Longer answers are kept compressed: of ten thousand events most of it is the same again and again. */
const COMPRESSED_FROM = 2048;

export const ANSWERS_TABLES = [
  `CREATE TABLE IF NOT EXISTS kept_answers (
  caller TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  request BLOB NOT NULL,
  first_at INTEGER NOT NULL,
  offset_ms INTEGER NOT NULL,
  status INTEGER,
  body ANY,
  PRIMARY KEY (caller, idempotency_key)
) STRICT, WITHOUT ROWID`,
  'CREATE INDEX IF NOT EXISTS kept_answers_by_age ON kept_answers (first_at)',
];

export interface Answer {
  readonly status: number;
  /** JSON. */
  readonly body: string;
}

/** What is the same each time a request is tried. */
export interface FirstTry {
  /** When it came, ms since 1970. */
  readonly at: number;
  /** By how much the sender's clock was corrected, ms. */
  readonly offset: number;
}

interface Row {
  readonly request: Buffer;
  readonly first_at: number;
  readonly offset_ms: number;
  readonly status: number | null;
  readonly body: string | Buffer | null;
}

export class KeptAnswers {
  readonly #underWay = new Map<string, { readonly hash: Buffer; readonly answer: Promise<Answer> }>();
  #requests: number;
  #bytes: number;

  constructor(readonly db: ServerDb) {
    const { requests, bytes } = db
      .prepare('SELECT count(*) AS requests, ifnull(sum(octet_length(body)), 0) AS bytes FROM kept_answers')
      .get() as { requests: number; bytes: number };
    this.#requests = requests;
    this.#bytes = bytes;
  }

  /**
   * The answer that was given, or that `answer` gives now; a second request waits for the first.
   * @throws Problem 409 when the key stands for another request, and whatever `answer` throws, which is not kept
   */
  async once(
    request: KeyedRequest,
    now: FirstTry,
    answer: (first: FirstTry) => Promise<Answer>,
  ): Promise<Answer & { readonly isReplayed: boolean }> {
    const name = JSON.stringify([request.caller, request.key]);
    const running = this.#underWay.get(name);
    if (running !== undefined) {
      requireSame(running.hash, request.hash);
      return { ...(await running.answer), isReplayed: true };
    }
    const row = this.#rowOf(request, now.at);
    if (row !== undefined) {
      requireSame(row.request, request.hash);
      if (row.status !== null) return { ...keptAnswer(row), isReplayed: true };
    } else this.#note(request, now);
    const first = row === undefined ? now : { at: row.first_at, offset: row.offset_ms };
    const given = answer(first).then((made) => this.#keep(request, made));
    this.#underWay.set(name, { hash: request.hash, answer: given });
    try {
      return { ...(await given), isReplayed: false };
    } finally {
      this.#underWay.delete(name);
    }
  }

  /** What is noted of a request with this key, unless its day is over. */
  #rowOf({ caller, key }: KeyedRequest, now: number): Row | undefined {
    this.#drop(now);
    const row = this.db
      .prepare('SELECT * FROM kept_answers WHERE caller = ? AND idempotency_key = ?')
      .get(caller, key) as Row | undefined;
    if (row === undefined || row.first_at > now - WINDOW_MS) return row;
    this.#delete([{ caller, idempotency_key: key, bytes: bytesOf(row.body) }]);
    return undefined;
  }

  #note({ caller, key, hash }: KeyedRequest, { at, offset }: FirstTry): void {
    this.db
      .prepare(
        'INSERT INTO kept_answers (caller, idempotency_key, request, first_at, offset_ms) VALUES (?, ?, ?, ?, ?)',
      )
      .run(caller, key, hash, at, offset);
    this.#requests++;
  }

  async #keep({ caller, key }: KeyedRequest, answer: Answer): Promise<Answer> {
    const body =
      answer.body.length < COMPRESSED_FROM ? answer.body : await promisify(gzip)(answer.body, { level: 1 });
    const { changes } = this.db
      .prepare('UPDATE kept_answers SET status = ?, body = ? WHERE caller = ? AND idempotency_key = ?')
      .run(answer.status, body, caller, key);
    if (changes > 0) this.#bytes += bytesOf(body);
    return answer;
  }

  /** A few of those whose day is over, or for which there is no more room. */
  #drop(now: number): void {
    const isFull = this.#requests >= MOST_REQUESTS || this.#bytes > MOST_BYTES;
    const until = isFull ? Number.MAX_SAFE_INTEGER : now - WINDOW_MS;
    this.#delete(
      this.db
        .prepare(
          'SELECT caller, idempotency_key, ifnull(octet_length(body), 0) AS bytes FROM kept_answers WHERE first_at <= ? ORDER BY first_at LIMIT ?',
        )
        .all(until, DROPPED_AT_ONCE) as Dropped[],
    );
  }

  #delete(rows: readonly Dropped[]): void {
    for (const { caller, idempotency_key, bytes } of rows) {
      this.db
        .prepare('DELETE FROM kept_answers WHERE caller = ? AND idempotency_key = ?')
        .run(caller, idempotency_key);
      this.#requests--;
      this.#bytes -= bytes;
    }
  }
}

interface Dropped {
  readonly caller: string;
  readonly idempotency_key: string;
  readonly bytes: number;
}

function requireSame(noted: Buffer, asked: Buffer): void {
  if (noted.equals(asked)) return;
  throw new Problem(
    409,
    'idempotency_conflict',
    'This Idempotency-Key was used within the last 24 hours for another request.',
  );
}

function keptAnswer({ status, body }: Row): Answer {
  return {
    status: status!,
    body: typeof body === 'string' ? body : gunzipSync(body!).toString('utf8'),
  };
}

function bytesOf(body: string | Buffer | null): number {
  return body === null ? 0 : Buffer.byteLength(body);
}
