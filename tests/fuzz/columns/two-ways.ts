/** The two places where a columns module works, over the same records: in Node, and as an SPU calls it. */
import type { ColumnBatch, ColumnShape } from '../../../fluvio/client/columns/column-batch.js';
import { ColumnsDecoder } from '../../../fluvio/client/columns/columns-decoder.js';
import { LocalColumns } from '../../../fluvio/client/columns/local-columns.js';
import { COLUMNS, type Topic } from '../../../schemas/index.js';
import { decodeOutput, encodeInput, ModuleRun } from '../../fluvio/smartmodules/run-module.js';
import { type PlainRecord, recordBatch } from '../../support/record-batch.js';

export function moduleOf(topic: Topic): { module: string; shape: ColumnShape } {
  const { numbers, texts, choices } = COLUMNS[topic];
  const shape = { numbers: numbers.length, texts: texts.length, choices: Object.keys(choices).length };
  return { module: `columns-${topic}`, shape };
}

/** Goes on from batch to batch, as a stream does. */
export class LocalWay {
  readonly #columns: LocalColumns;

  constructor(readonly topic: Topic) {
    const { module, shape } = moduleOf(topic);
    this.#columns = new LocalColumns(module, shape);
  }

  judge(records: readonly PlainRecord[], baseOffset: number) {
    const batch = recordBatch(this.topic, 0, baseOffset, records);
    return { batch, columns: this.#columns.judge(batch) };
  }
}

/** The largest timestamp that a record gets here, so that differences are exact; an SPU takes any i64. */
const LATEST = 2 ** 52;

/** As an SPU hands them to a module, and as `envelope` would give them. */
export function storedBatch(topic: Topic, records: readonly PlainRecord[], baseOffset: number) {
  const stamps = records.map(({ timestamp }) => Math.max(-LATEST, Math.min(LATEST, timestamp ?? -1)));
  const base = stamps.find((stamp) => stamp > 0) ?? -1;
  const stored = records.map(({ key, value }, i) => ({
    key: key === undefined ? undefined : Buffer.from(key),
    value: Buffer.from(value),
    timestampDelta: base === -1 ? 0 : stamps[i]! - base,
    offsetDelta: i,
  }));
  const known = records.map(({ key, value }, i) => {
    const timestamp = base === -1 || stamps[i] === -1 ? undefined : stamps[i];
    return { key, value, timestamp };
  });
  const input = encodeInput(stored, { baseOffset, baseTimestamp: base, version: 23 });
  return { input, known, batch: recordBatch(topic, 0, baseOffset, known) };
}

export class PushedWay {
  readonly #run: ModuleRun;
  readonly #decoder: ColumnsDecoder;

  constructor(readonly topic: Topic) {
    const { module, shape } = moduleOf(topic);
    this.#run = new ModuleRun(module);
    this.#decoder = new ColumnsDecoder(topic, 0, shape);
  }

  get pages(): number {
    return this.#run.pages;
  }

  /** What came out, and the records as `envelope` would give them. */
  judge(records: readonly PlainRecord[], baseOffset: number) {
    const { input, batch } = storedBatch(this.topic, records, baseOffset);
    const { status, output } = this.#run.call(input, 23);
    if (status !== 1) throw new Error(`the module answered with ${status}`);
    return { batch, columns: this.#decoder.open(decodeOutput(output!)[0]!) };
  }
}

/** As PushedWay, with a module that holds batches back up to an offset. */
export class HeldWay {
  readonly #run: ModuleRun;
  readonly #decoder: ColumnsDecoder;
  readonly #records = new Map<number, PlainRecord>();

  constructor(
    readonly topic: Topic,
    holdTo: number,
  ) {
    const { module, shape } = moduleOf(topic);
    this.#run = new ModuleRun(module, { hold_to: String(holdTo) });
    this.#decoder = new ColumnsDecoder(topic, 0, shape);
  }

  get pages(): number {
    return this.#run.pages;
  }

  /** How many records are in no value yet. */
  get held(): number {
    return this.#records.size;
  }

  /** Values that came out, if any, each to be used before the next; and their records. `isAskedAgain`: as if they had had no room in a response. */
  *judge(records: readonly PlainRecord[], baseOffset: number, isAskedAgain = false) {
    const { input, known } = storedBatch(this.topic, records, baseOffset);
    known.forEach((record, i) => {
      this.#records.set(baseOffset + i, record);
    });
    const first = this.#run.call(input, 23);
    const { status, output } = isAskedAgain ? this.#run.call(input, 23) : first;
    if (status !== 1) throw new Error(`the module answered with ${status}`);
    for (const value of decodeOutput(output!)) {
      const columns = this.#decoder.open(value);
      const offsets = Array.from({ length: columns.count }, (_, i) => columns.baseOffset + i);
      const own = offsets.map((offset) => this.#records.get(offset)!);
      for (const offset of offsets) this.#records.delete(offset);
      yield { records: own, batch: recordBatch(this.topic, 0, columns.baseOffset, own), columns };
    }
  }
}

/** Whether the records that came with their bytes are those that should have, as they were. */
export function rawProblems(
  records: readonly PlainRecord[],
  { raw, rawIndex, deferred }: ColumnBatch,
): string[] {
  const due = new Set([...deferred, ...[...records.keys()].slice(-4)]);
  const problems = [...due]
    .filter((i) => !rawIndex.includes(i))
    .map((i) => `record ${i} came without its bytes`);
  if (raw === undefined) return problems;
  for (const [r, i] of rawIndex.entries()) {
    const { key, value } = records[i]!;
    const same = raw.bytes.subarray(raw.valueStart[r], raw.valueEnd[r]).equals(Buffer.from(value));
    const rawKey = raw.keyStart[r] === -1 ? undefined : raw.bytes.subarray(raw.keyStart[r], raw.keyEnd[r]);
    if (!same || rawKey?.toString() !== key) problems.push(`record ${i} came with other bytes`);
  }
  return problems;
}
