/**
 * One round: records through the real processor into a real database, in batches as the client delivers them, with
 * commits, repeats and restarts at any point; and each verdict and figure against those of `verify/`.
 */
import type { Prng } from '../../generator/prng.js';
import { Processor } from '../../processors/processor.js';
import type { PartitionPosition } from '../../processors/store/partitions.js';
import { STATS, WHATS } from '../../processors/store/stats/index.js';
import { Store } from '../../processors/store/store.js';
import { watermark } from '../../processors/store/watermark.js';
import type { Settings } from '../../settings/settings.js';
import { compareRows } from '../../verify/compare.js';
import type { SentRecord } from '../support/random-events.js';
import { recordBatch } from '../support/record-batch.js';
import { type JudgedLog, type JudgedLogs, judge, VERDICTS, type Verdict } from './judged-log.js';
import { fault, kindOfFault, readLetters, recordTime } from './letters.js';
import { plain, shown } from './shown.js';
import { Tally } from './tally.js';

export interface RoundOptions {
  readonly settings: Settings;
  /** Decides on batches, commits and restarts. */
  readonly chance: Prng;
  /** Where the database is to be. */
  readonly path: string;
}

export interface RoundOutcome {
  readonly tally: Tally;
  /** Sentences; empty when all is well. */
  readonly differences: readonly string[];
}

/** Later differences mostly follow from the first. */
const ENOUGH = 5;
const RESTARTS = 4;

export function runRound(records: readonly SentRecord[], options: RoundOptions): RoundOutcome {
  const judged = judge(records, options.settings);
  const round = new Round(judged, options);
  try {
    round.takeAll();
    if (round.differences.length === 0) round.compareFigures();
  } catch (error) {
    round.differences.push(`It stopped: ${(error as Error).stack}`);
  } finally {
    round.close();
  }
  return { tally: round.tally, differences: round.differences };
}

/** A log, and how far it has been taken in and committed. */
interface Feed {
  readonly log: JudgedLog;
  position: PartitionPosition;
  committed: number;
}

class Round {
  readonly tally = new Tally();
  readonly differences: string[] = [];
  #store: Store;
  #processor: Processor;
  readonly #feeds: Feed[];
  #restarts = RESTARTS;
  /** Records until the next commit. */
  #until = 0;

  constructor(
    readonly judged: JudgedLogs,
    readonly options: RoundOptions,
  ) {
    this.#store = Store.open(options.path, options.settings);
    this.#processor = new Processor(this.#store);
    this.#feeds = judged.logs.map((log) => ({
      log,
      position: this.#store.addPosition(log.topic, log.partition, 0),
      committed: 0,
    }));
  }

  takeAll(): void {
    const { chance } = this.options;
    while (this.differences.length < ENOUGH) {
      const open = this.#feeds.filter(({ position, log }) => position.nextOffset < log.records.length);
      if (open.length === 0) break;
      this.#takeBatch(chance.pick(open));
      if (this.#processor.pending >= this.#until || this.#processor.full) this.#commitOrRestart();
    }
    this.#commit();
  }

  compareFigures(): void {
    const { figures, logs, topics } = this.judged;
    const sent = logs.reduce((sum, { records }) => sum + records.length, 0);
    if (this.tally.records !== sent) this.differences.push(`${this.tally.records} of ${sent} were committed`);
    for (const what of WHATS) {
      const stored = STATS[what](this.#store.db).map((row) => JSON.stringify(row));
      const recomputed = JSON.parse(
        JSON.stringify(what === 'topics' ? topics : figures.rows(what)),
      ) as object[];
      const { rows, differences } = compareRows(what, stored, recomputed);
      this.tally.rows += rows;
      for (const difference of differences.first.slice(0, ENOUGH - this.differences.length)) {
        this.differences.push(plain(JSON.stringify(difference)));
      }
    }
    const integrity = this.#store.db.pragma('integrity_check', { simple: true });
    if (integrity !== 'ok') this.differences.push(`integrity_check: ${integrity}`);
  }

  close(): void {
    this.#store.close();
  }

  /** Now and then it begins before what is due, as after a resume, or is one that was taken in as a whole. */
  #takeBatch({ log, position }: Feed): void {
    const { chance } = this.options;
    const before = { ...position };
    const base = Math.max(0, before.nextOffset - (chance.chance(0.1) ? chance.below(20) : 0));
    const size = chance.pick([1, 1, 2, 5, 20, 60, 150]);
    const end = chance.chance(0.03)
      ? before.nextOffset
      : Math.min(log.records.length, before.nextOffset + size);
    const batch = recordBatch(log.topic, log.partition, base, log.records.slice(base, end));
    this.#processor.take(position, { ...batch, packed: chance.chance(0.8) });
    const due = counts(
      (verdict) => log.verdicts.slice(before.nextOffset, end).filter((one) => one === verdict).length,
    );
    const taken = counts((verdict) => position[verdict] - before[verdict]);
    const isWhole =
      position.received - before.received === end - before.nextOffset && position.nextOffset === end;
    if (taken === due && isWhole) return;
    this.differences.push(
      `${log.topic}/${log.partition} offsets ${before.nextOffset} to ${end - 1}: ${taken}; by verify ${due}`,
    );
  }

  #commitOrRestart(): void {
    const { chance } = this.options;
    this.#until = chance.pick([1, 100, 1000, 4000, 8000]);
    if (this.#restarts > 0 && chance.chance(0.1)) {
      this.#restarts--;
      if (chance.chance(0.5)) this.#commit();
      this.#restart();
    } else this.#commit();
  }

  #commit(): void {
    this.#processor.commit();
    // A commit drops only so much.
    while (this.#store.drop());
    for (const feed of this.#feeds) {
      this.#checkLetters(feed);
      feed.committed = feed.position.nextOffset;
    }
  }

  /** What was not committed is gone, and taken in once more. */
  #restart(): void {
    const { path, settings } = this.options;
    this.#store.close();
    this.#store = Store.open(path, settings);
    this.#processor = new Processor(this.#store);
    const positions = this.#store.positions();
    for (const feed of this.#feeds) {
      feed.position = positions.find(
        ({ topic, partition }) => topic === feed.log.topic && partition === feed.log.partition,
      )!;
      if (feed.position.nextOffset !== feed.committed) {
        this.differences.push(`${feed.log.topic}/${feed.log.partition}: ${feed.committed} was not committed`);
      }
    }
  }

  /** Each record committed since the last time: rejected and a dead letter (unless retention has dropped it), or neither. */
  #checkLetters({ log, committed: from, position: { nextOffset: to } }: Feed): void {
    if (from === to) return;
    const letters = readLetters(this.#store.db, log, from, to);
    const { retain_seconds: retain } = this.options.settings;
    const horizon =
      retain === null ? Number.NEGATIVE_INFINITY : watermark(this.#store.db, log.topic) - retain * 1000;
    for (let offset = from; offset < to; offset++) {
      const record = log.records[offset]!;
      const verdict = log.verdicts[offset]!;
      const letter = letters.get(offset);
      const at = recordTime(record);
      const isDue = verdict === 'rejected' && (at === null || at > horizon);
      const wrong =
        (letter === undefined) === isDue
          ? `${letter === undefined ? 'no dead letter' : `rejected as ${letter.reason} at ${letter.pointer}`}; by verify ${verdict}`
          : letter && fault(letter, record, log, this.options.settings);
      this.tally.add(verdict, letter?.reason, kindOfFault(Buffer.from(record.value)) === undefined);
      if (wrong === undefined || this.differences.length >= ENOUGH) continue;
      this.differences.push(
        `${log.topic}/${log.partition} offset ${offset}: ${wrong}; value ${shown(record)}`,
      );
    }
  }
}

function counts(of: (verdict: Verdict) => number): string {
  return VERDICTS.map((verdict) => `${of(verdict)} ${verdict}`).join(', ');
}
