import type { Connection } from '../../../fluvio/client/connection.js';
import { FluvioError } from '../../../fluvio/client/errors.js';
import { LogStarts } from '../../../fluvio/client/log-starts.js';
import type { NativeProcess, StreamRequest } from '../../../fluvio/client/native-process.js';
import { RecordQueue } from '../../../fluvio/client/record-queue.js';
import type { PartitionStatus, Patience } from '../../../fluvio/client/types.js';
import { decodeOutput, encodeInput, ModuleRun } from '../smartmodules/run-module.js';

interface Stored {
  readonly base: number;
  readonly values: readonly string[];
}

/**
 * A partition that behaves as Fluvio's SPU and Node client do together, with the troubles a test asks for: a status
 * that is late, a batch too large for any answer, holes in the log.
 */
export class FakeLog {
  /** What status readings say, in order; the last one stays. */
  statuses: Partial<PartitionStatus>[] = [{}];
  readings = 0;
  /** Base of a stored batch whose envelope no answer can hold: the SPU passes over it and all that is there behind it. */
  passedOver: number | undefined;
  /** Base of a stored batch on which `envelope` fails: what came before it is delivered, then the error. */
  refused: number | undefined;
  /** Base of a stored batch for which no answer of `boundary` has room: the next one answers in its place. */
  silent: number | undefined;
  readonly streams: StreamRequest[] = [];
  private readonly logStarts = new LogStarts();

  constructor(
    private readonly stored: readonly Stored[],
    private readonly patience: Partial<Patience> = {},
  ) {}

  get connection(): Connection {
    const native = {
      stream: async (request: StreamRequest) => this.open(request),
    } as unknown as NativeProcess;
    return {
      patience: { giveUpAfterMs: 1_000, stallMs: 100, answerMs: 1_000, ...this.patience },
      maxBytes: 4 * 1024 * 1024,
      closed: new AbortController().signal,
      native: async () => native,
      logStarts: this.logStarts,
      statuses: async () => this.logStarts.correct([this.status()]),
      partitions: async () => this.logStarts.correct([this.status()]),
      nameAtCluster: (topic: string) => topic,
      topics: async () => [{ name: 't', partitions: 1 }],
    } as unknown as Connection;
  }

  private get start(): number {
    return this.stored[0]!.base;
  }

  private get end(): number {
    const last = this.stored.at(-1)!;
    return last.base + last.values.length;
  }

  private status(): PartitionStatus {
    const late = this.statuses[Math.min(this.readings++, this.statuses.length - 1)];
    const now = { topic: 't', partition: 0, logStart: this.start, highWatermark: this.end, logEnd: this.end };
    return { ...now, leader: 1, replicas: 1, isOnline: true, ...late };
  }

  /** Numbers what comes `first base + i`, and drops numbers below the start, as the client does. */
  private open(request: StreamRequest): RecordQueue {
    this.streams.push(request);
    const queue = new RecordQueue(
      () => {},
      () => {},
    );
    const start = Math.min(this.start + request.index, this.end);
    const rest = this.stored.filter(({ base, values }) => base + values.length > start);
    const packed = request.module === 'envelope';
    const stop = packed
      ? rest.findIndex(({ base }) => base === this.passedOver || base === this.refused)
      : -1;
    const answered = stop < 0 ? rest : rest.slice(0, stop);
    const heard = answered.filter(({ base }) => request.module !== 'boundary' || base !== this.silent);
    const run =
      request.module === undefined
        ? undefined
        : new ModuleRun(packed ? 'envelope' : 'boundary', request.parameters);
    const outputs = heard.flatMap((batch) => this.output(batch, run));
    outputs.forEach((output, i) => {
      if (rest[0]!.base + i >= start) queue.push(output);
    });
    if (stop >= 0 && rest[stop]!.base === this.refused) {
      queue.fail(new FluvioError('SMARTMODULE_FAILED', 'The SmartModule returned -1.'));
    }
    return queue;
  }

  private output({ base, values }: Stored, run: ModuleRun | undefined): Buffer[] {
    if (run === undefined) return values.map((value) => record(Buffer.from(value)));
    const records = values.map((value, offsetDelta) => ({
      key: undefined,
      value: Buffer.from(value),
      timestampDelta: 0,
      offsetDelta,
    }));
    const input = encodeInput(records, { baseOffset: base, baseTimestamp: 1_000, version: 23 });
    return decodeOutput(run.call(input, 23).output!).map((value) => record(value));
  }
}

function record(value: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xff, 0xff, 0xff]), value]);
}

/** Stored batches of `size` records from `base` up to `end`; each value is its offset. */
export function storedBatches(base: number, end: number, size: number): Stored[] {
  const batches: Stored[] = [];
  for (let at = base; at < end; at += size) {
    const length = Math.min(size, end - at);
    batches.push({ base: at, values: Array.from({ length }, (_, i) => String(at + i)) });
  }
  return batches;
}
