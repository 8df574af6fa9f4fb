import type { Delivery, Extent, ModuleChoice, ModuleParameters } from './delivery.js';
import { FluvioError } from './errors.js';
import type { NativeProcess } from './native-process.js';
import { indexOf, knownStatus, type PartitionReader, pastEnd } from './partition-reader.js';
import type { RecordQueue } from './record-queue.js';

/** The key's length before each record of a stream: always -1 for what the project's modules return. */
const KEY_LENGTH_BYTES = 4;

/** An answer that has room for no more may have none for what a module holds back. */
const HOLDING_MAX_BYTES = 4 * 1024 * 1024;

/**
 * Stored batches of one partition, as a SmartModule of the project gives them: one record for each. Up to the high
 * watermark that is known when a stream begins, a record may stand for several that follow one another.
 */
export class PackedStream<B extends Extent> {
  private constructor(
    private readonly reader: PartitionReader,
    private readonly delivery: Delivery<B>,
    private readonly choice: ModuleChoice,
    private readonly queue: RecordQueue,
    private readonly openValue: (value: Buffer) => B,
  ) {}

  /**
   * `offset` must be where a stored batch starts; started inside one, a stream gives nothing, ever. `holds`: whether one
   * record may stand for several stored batches.
   */
  static async open<B extends Extent>(
    reader: PartitionReader,
    native: NativeProcess,
    offset: number,
    delivery: Delivery<B>,
    holds: boolean,
  ): Promise<PackedStream<B>> {
    const { topic, partition, connection } = reader;
    const choice = delivery.choice();
    const index = await indexOf(reader, offset);
    const { maxBytes } = connection;
    const mayHold = holds && choice.holds === true && maxBytes >= HOLDING_MAX_BYTES;
    const parameters = { ...choice.parameters, ...(mayHold && (await heldUpTo(reader, offset))) };
    const queue = await native.stream({
      topic,
      partition,
      index,
      module: choice.module,
      parameters,
      maxBytes,
    });
    return new PackedStream(reader, delivery, choice, queue, delivery.opener(choice));
  }

  /**
   * The next stored batch; undefined when the signal aborts, or when the stream is to give way to one with another
   * module; 'stalled' when there are records from `expected` on and still nothing comes. That happens when the next batch
   * is larger than `maxBytes`: the SPU then goes on to the end of the log without a word
   * (crates/fluvio-spu/src/smartengine/batch.rs); or when the SmartModule fails on it. Throws OFFSET_PAST_END when the
   * log ends before `expected`, which it did not when the stream began.
   */
  async next(expected: number): Promise<B | 'stalled' | undefined> {
    try {
      const next = await this.nextOrFailure(expected);
      if (next === 'stalled') this.delivery.failed(this.choice);
      return next;
    } catch (error) {
      return this.stalledBy(error);
    }
  }

  /** As `next`, but only what has come already, which is most of a log that is caught up: no promise is made for it. */
  ready(): B | 'stalled' | undefined {
    if (this.delivery.choice() !== this.choice) return undefined;
    try {
      return this.take();
    } catch (error) {
      return this.stalledBy(error);
    }
  }

  /** Throws what is not the module's failure. */
  private stalledBy(error: unknown): 'stalled' {
    if (!(error instanceof FluvioError) || error.code !== 'SMARTMODULE_FAILED') throw error;
    this.delivery.failed(this.choice);
    return 'stalled';
  }

  private async nextOrFailure(expected: number): Promise<B | 'stalled' | undefined> {
    const { signal, connection } = this.reader;
    const { stallMs } = connection.patience;
    const lookEvery = Math.min(1_000, stallMs / 2);
    let behindSince: number | undefined;
    let shortReadings = 0;
    for (;;) {
      if (this.delivery.choice() !== this.choice) return undefined;
      const batch = this.take();
      if (batch) return batch;
      await this.queue.wait(lookEvery, signal);
      if (signal.aborted || this.delivery.choice() !== this.choice) return undefined;
      const late = this.take();
      if (late) return late;

      const { highWatermark, logEnd, isOnline } = await knownStatus(this.reader, lookEvery / 2);
      shortReadings = isOnline && logEnd < expected ? shortReadings + 1 : 0;
      if (shortReadings > 2) throw pastEnd(this.reader, expected, logEnd);
      if (highWatermark <= expected) behindSince = undefined;
      else if (behindSince === undefined) behindSince = Date.now();
      else if (Date.now() - behindSince >= stallMs) return 'stalled';
    }
  }

  /** A batch that has come already. */
  private take(): B | undefined {
    const record = this.queue.take();
    return record && this.openValue(record.subarray(KEY_LENGTH_BYTES));
  }

  drop(): void {
    this.queue.drop();
  }
}

/**
 * The parameter of a module that holds: an end that the log has, so that nothing waits for what is yet to come. Where the
 * log was cut since, what is held shows as a stall.
 */
async function heldUpTo(reader: PartitionReader, offset: number): Promise<ModuleParameters> {
  const { highWatermark } = await knownStatus(reader, 100);
  return highWatermark > offset ? { hold_to: String(highWatermark) } : {};
}
