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
    const stamps = records.map(({ timestamp }) => Math.max(-LATEST, Math.min(LATEST, timestamp ?? -1)));
    const base = stamps.find((stamp) => stamp > 0) ?? -1;
    const stored = records.map(({ key, value }, i) => ({
      key: key === undefined ? undefined : Buffer.from(key),
      value: Buffer.from(value),
      timestampDelta: base === -1 ? 0 : stamps[i]! - base,
      offsetDelta: i,
    }));
    const { status, output } = this.#run.call(
      encodeInput(stored, { baseOffset, baseTimestamp: base, version: 23 }),
      23,
    );
    if (status !== 1) throw new Error(`the module answered with ${status}`);
    const columns = this.#decoder.open(decodeOutput(output!)[0]!);
    const known = stamps.map((stamp) => (base === -1 || stamp === -1 ? undefined : stamp));
    const batch = recordBatch(
      this.topic,
      0,
      baseOffset,
      records.map(({ key, value }, i) => ({ key, value, timestamp: known[i] })),
    );
    return { batch, columns };
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
