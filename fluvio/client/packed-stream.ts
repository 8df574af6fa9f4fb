import { openEnvelope } from './envelope.js';
import { FluvioError } from './errors.js';
import type { NativeProcess } from './native-process.js';
import { indexOf, knownStatus, type PartitionReader, pastEnd } from './partition-reader.js';
import type { RecordQueue } from './record-queue.js';
import type { RecordBatch } from './types.js';

/** The key's length before each record of a stream: always -1 for what the project's modules return. */
const KEY_LENGTH_BYTES = 4;

/** Stored batches of one partition, as the `envelope` SmartModule gives them. */
export class PackedStream {
  private constructor(
    private readonly reader: PartitionReader,
    private readonly queue: RecordQueue,
  ) {}

  /** `offset` must be where a stored batch starts; started inside one, a stream gives nothing, ever. */
  static async open(
    reader: PartitionReader,
    native: NativeProcess,
    offset: number,
    maxBytes = reader.connection.maxBytes,
  ): Promise<PackedStream> {
    const { topic, partition } = reader;
    const index = await indexOf(reader, offset);
    return new PackedStream(
      reader,
      await native.stream({ topic, partition, index, module: 'envelope', maxBytes }),
    );
  }

  /**
   * The next stored batch; undefined when the signal aborts; 'stalled' when there are records from `expected` on and
   * still nothing comes. That happens when the next batch is larger than `maxBytes`: the SPU then goes on to the end
   * of the log without a word (crates/fluvio-spu/src/smartengine/batch.rs); or when the SmartModule fails on it. Throws
   * OFFSET_PAST_END when the log ends before `expected`, which it did not when the stream began.
   */
  async next(expected: number): Promise<RecordBatch | 'stalled' | undefined> {
    try {
      return await this.nextOrFailure(expected);
    } catch (error) {
      if (error instanceof FluvioError && error.code === 'SMARTMODULE_FAILED') return 'stalled';
      throw error;
    }
  }

  private async nextOrFailure(expected: number): Promise<RecordBatch | 'stalled' | undefined> {
    const { signal, connection } = this.reader;
    const { stallMs } = connection.patience;
    const lookEvery = Math.min(1_000, stallMs / 2);
    let behindSince: number | undefined;
    let shortReadings = 0;
    for (;;) {
      const batch = this.take();
      if (batch) return batch;
      await this.queue.wait(lookEvery, signal);
      if (signal.aborted) return undefined;
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
  private take(): RecordBatch | undefined {
    const record = this.queue.take();
    return (
      record && openEnvelope(this.reader.topic, this.reader.partition, record.subarray(KEY_LENGTH_BYTES))
    );
  }

  drop(): void {
    this.queue.drop();
  }
}
