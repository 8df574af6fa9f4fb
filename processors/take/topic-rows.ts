/** The records of a batch in the columns of their topic: events, ids and verdicts, row by row. */
import type { ColumnBatch } from '../../fluvio/client/columns/column-batch.js';
import type { StreamStrings } from '../../fluvio/client/columns/stream-strings.js';
import { COLUMNS, Dictionary, type EventOf, EventTable, type Topic } from '../../schemas/index.js';
import { ACCEPTED, DUPLICATE, type PartitionIds, REJECTED } from '../duplicates/duplicates.js';
import { parseNumberedId } from '../duplicates/event-id.js';
import { withinCalendar } from '../rejected-record.js';
import type { PartitionPosition } from '../store/partitions.js';
import { CodeMap } from './code-map.js';

export { ACCEPTED, DUPLICATE, REJECTED } from '../duplicates/duplicates.js';

/** What `ids` holds of a record without an id, and of one whose id is not SOURCE-NUMBER. */
const NO_ID = -1;
const OTHER_ID = -2;

export class TopicRows {
  readonly table: EventTable;
  /** What became of each record of the batch: `ACCEPTED`, `DUPLICATE` or `REJECTED`. */
  verdicts = new Uint8Array(0);
  /** Rows that hold accepted events, and how many of them there are. */
  rows = new Int32Array(0);
  accepted = 0;
  /** Codes of the sources of ids, or `NO_ID` or `OTHER_ID`, and the numbers behind them. */
  #sources = new Int32Array(0);
  #numbers = new Float64Array(0);
  /** Other ids of deferred records, by row. */
  readonly #otherIds = new Map<number, string>();
  readonly #codes = new WeakMap<StreamStrings, CodeMap>();
  readonly #fields: {
    readonly numbers: readonly string[];
    readonly texts: readonly string[];
    readonly choices: readonly string[];
  };

  constructor(readonly topic: Topic) {
    this.table = new EventTable(topic, new Dictionary());
    const { numbers, texts, choices } = COLUMNS[topic];
    this.#fields = { numbers, texts, choices: Object.keys(choices) };
  }

  /** Puts the columns of a batch in place. Deferred records are to be set or rejected next. */
  begin(batch: ColumnBatch): void {
    const { count } = batch;
    this.#reach(count);
    this.#otherIds.clear();
    this.accepted = 0;
    this.verdicts.fill(ACCEPTED, 0, count);
    // A batch without a record that its module judged has nothing in its columns.
    if (batch.deferred.length === count) return;
    const { table } = this;
    const numbers = table.numbers as Record<string, Float64Array>;
    const texts = table.texts as Record<string, Int32Array>;
    const choices = table.choices as Record<string, Uint8Array>;
    const codes = this.#codesOf(batch.strings);
    codes.begin();
    table.time.set(upTo(count, batch.time));
    this.#fields.numbers.forEach((field, k) => {
      numbers[field]!.set(upTo(count, batch.numbers[k]!));
    });
    this.#fields.texts.forEach((field, k) => {
      codes.map(batch.texts[k]!, texts[field]!, count);
    });
    this.#fields.choices.forEach((field, k) => {
      choices[field]!.set(upTo(count, batch.choices[k]!));
    });
    codes.map(batch.idText, this.#sources, count);
    this.#numbers.set(upTo(count, batch.idNumber));
  }

  /** Puts a deferred record that turned out to be valid into its row. */
  set(i: number, event: EventOf<Topic>, time: number): void {
    this.table.set(i, event, time);
    const { event_id: id } = event;
    const numbered = id === undefined ? undefined : parseNumberedId(id);
    if (numbered !== undefined) {
      this.#sources[i] = this.table.dictionary.codeOf(numbered.source);
      this.#numbers[i] = numbered.number;
    } else {
      this.#sources[i] = id === undefined ? NO_ID : OTHER_ID;
      if (id !== undefined) this.#otherIds.set(i, id);
    }
  }

  reject(i: number): void {
    this.verdicts[i] = REJECTED;
  }

  /**
   * Tells accepted records from repeats, from record `first` on and in their order, and counts them for the position.
   * @returns the largest time among the accepted ones, −Infinity without any
   */
  settle(position: PartitionPosition, batch: ColumnBatch, first: number, ids: PartitionIds): number {
    const { verdicts, rows } = this;
    const { time } = this.table;
    const { timestamps, hashes, count } = batch;
    const sources = this.#sources;
    const numbered = { sources, numbers: this.#numbers, hashes };
    position.conflicting += ids.seeNumbers(numbered, verdicts, first, count);
    let recordTime = position.maxRecordTime;
    let maxTime = Number.NEGATIVE_INFINITY;
    let accepted = 0;
    let rejected = 0;
    for (let i = first; i < count; i++) {
      if (timestamps[i]! > recordTime) recordTime = withinCalendar(timestamps[i]!);
      if (sources[i]! <= OTHER_ID && verdicts[i] === ACCEPTED) {
        const id = this.#otherIds.get(i) ?? batch.otherId(i);
        const sighting = ids.seeOther(id, hashes[i]!, recordTime);
        if (sighting !== 'new') verdicts[i] = DUPLICATE;
        if (sighting === 'conflicting') position.conflicting++;
      }
      const verdict = verdicts[i]!;
      if (verdict === ACCEPTED) {
        if (time[i]! > maxTime) maxTime = time[i]!;
        rows[accepted++] = i;
      } else if (verdict === REJECTED) rejected++;
    }
    ids.recordTime = recordTime;
    this.accepted = accepted;
    position.accepted += accepted;
    position.rejected += rejected;
    position.duplicate += count - first - accepted - rejected;
    position.maxRecordTime = recordTime;
    if (maxTime > position.maxTime) position.maxTime = maxTime;
    return maxTime;
  }

  #codesOf(strings: StreamStrings): CodeMap {
    let codes = this.#codes.get(strings);
    if (codes === undefined) {
      codes = new CodeMap(strings, this.table.dictionary);
      this.#codes.set(strings, codes);
    }
    return codes;
  }

  #reach(count: number): void {
    this.table.reach(count);
    if (this.rows.length >= count) return;
    const size = Math.max(256, 2 * count);
    this.rows = new Int32Array(size);
    this.verdicts = new Uint8Array(size);
    this.#sources = new Int32Array(size);
    this.#numbers = new Float64Array(size);
  }
}

/** The columns of the beginning of a batch may be those of the whole. */
function upTo<A extends Float64Array | Uint8Array>(count: number, column: A): A {
  return column.length <= count ? column : (column.subarray(0, count) as A);
}
