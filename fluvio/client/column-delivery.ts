/**
 * Columns of stored batches: made in Fluvio by a columns module (pushed down), or of what `envelope` gives by the same
 * module in this process. Which of the two may change at any stored batch; what comes is the same.
 */
import { type ColumnBatch, type ColumnShape, dropColumnsBefore } from './columns/column-batch.js';
import { ColumnsDecoder } from './columns/columns-decoder.js';
import { LocalColumns } from './columns/local-columns.js';
import type { Delivery, ModuleChoice, ModuleParameters } from './delivery.js';
import { openEnvelope } from './envelope.js';
import type { RecordBatch } from './types.js';

/** A SmartModule that judges and parses, and what it gives. */
export interface ColumnsModule {
  readonly module: string;
  readonly shape: ColumnShape;
  readonly parameters?: ModuleParameters;
}

const ENVELOPE: ModuleChoice = { module: 'envelope', holds: true };

/**
 * After a module has failed in Fluvio it works here for so long, ms: one that cannot even begin must not slow reading. Twice
 * as long each time, since each change of the module leaves a stream with the SPU that only the connection's end ends.
 */
const HERE_AFTER_FAILURE_MS = 60_000;
const LONGEST_HERE_MS = 60 * HERE_AFTER_FAILURE_MS;

export class ColumnDelivery implements Delivery<ColumnBatch> {
  readonly #pushed: ModuleChoice;
  #local: LocalColumns | undefined;
  #hereUntil = Number.NEGATIVE_INFINITY;
  #hereFor = HERE_AFTER_FAILURE_MS;

  /** @param pushDown asked before each batch whether the module is to work in Fluvio */
  constructor(
    readonly topic: string,
    readonly partition: number,
    readonly columns: ColumnsModule,
    readonly pushDown: () => boolean,
  ) {
    const { module, parameters } = columns;
    this.#pushed = { module, holds: true, ...(parameters && { parameters }) };
  }

  choice(): ModuleChoice {
    return this.pushDown() && performance.now() >= this.#hereUntil ? this.#pushed : ENVELOPE;
  }

  /** Each stream has a dictionary of its own. */
  opener(choice: ModuleChoice): (value: Buffer) => ColumnBatch {
    const { topic, partition, columns } = this;
    if (choice === ENVELOPE) return (value) => this.convert(openEnvelope(topic, partition, value));
    const decoder = new ColumnsDecoder(topic, partition, columns.shape);
    return (value) => decoder.open(value);
  }

  convert(batch: RecordBatch): ColumnBatch {
    const { module, shape, parameters } = this.columns;
    this.#local ??= new LocalColumns(module, shape, parameters);
    return this.#local.judge(batch);
  }

  failed(choice: ModuleChoice): void {
    if (choice !== this.#pushed) return;
    this.#hereUntil = performance.now() + this.#hereFor;
    this.#hereFor = Math.min(2 * this.#hereFor, LONGEST_HERE_MS);
  }

  dropBefore(batch: ColumnBatch, offset: number): ColumnBatch {
    return dropColumnsBefore(batch, offset);
  }

  /** By their hashes: the values themselves did not come. */
  sameValue(one: ColumnBatch, i: number, other: ColumnBatch, j: number): boolean {
    return one.hashes[i] === other.hashes[j];
  }
}
