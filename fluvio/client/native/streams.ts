import type { Duplex } from 'node:stream';
import { FRAME_HEADER, frameHeader, jsonPayload, Kind, type StreamCall, writeFrame } from './frames.js';
import { moduleData, type NativeClient, type NativeModule, type NativeRecord } from './load.js';

/**
 * The streams of this process. A native stream has `next()` and no end. While a `next()` is pending its stream must stay
 * referenced: its memory is freed with the object, and the pending call then writes into it. So a dropped stream is let
 * go only when its last `next()` has come back, be it never.
 */
export class NativeStreams {
  private readonly streams = new Map<number, Pump>();
  private isGathering = false;

  constructor(
    private readonly native: NativeModule,
    private readonly socket: Duplex,
    private readonly describe: (thrown: unknown) => unknown,
  ) {}

  async open(client: NativeClient, call: StreamCall): Promise<void> {
    const consumer = await client.partitionConsumer(call.topic, call.partition);
    const offset = new this.native.Offset({ index: call.index, from: this.native.OffsetFrom.Beginning });
    const stream =
      call.module === undefined
        ? await consumer.createStream(offset)
        : await consumer.streamWithConfig(offset, {
            smartmoduleType: this.native.SmartModuleType.ArrayMap,
            smartmoduleData: moduleData(call.module, call.parameters),
            ...(call.maxBytes === undefined ? {} : { maxBytes: call.maxBytes }),
          });
    const pump = new Pump(stream[Symbol.asyncIterator](), call, (record) => this.write(call.id, record));
    this.streams.set(call.id, pump);
    pump
      .run()
      .then(
        () => writeFrame(this.socket, Kind.StreamEnd, call.id),
        (thrown) => writeFrame(this.socket, Kind.StreamFailure, call.id, jsonPayload(this.describe(thrown))),
      )
      .finally(() => this.streams.delete(call.id));
  }

  grant(id: number, bytes: number): void {
    this.streams.get(id)?.grant(bytes);
  }

  /** What comes in one turn of the event loop, of all streams, is written at once. */
  private write(id: number, { key, value }: OneRecord): void {
    if (!this.isGathering) {
      this.isGathering = true;
      this.socket.cork();
      setImmediate(() => {
        this.isGathering = false;
        this.socket.uncork();
      });
    }
    const head = Buffer.allocUnsafe(FRAME_HEADER + 4);
    frameHeader(Kind.Record, id, 4 + (key?.length ?? 0) + value.length).copy(head);
    head.writeInt32LE(key ? key.length : -1, FRAME_HEADER);
    this.socket.write(head);
    if (key !== undefined && key.length > 0) this.socket.write(key);
    if (value.length > 0) this.socket.write(value);
  }

  drop(id: number): void {
    this.streams.get(id)?.drop();
  }
}

/** Takes records out of one native stream as long as there is credit. */
class Pump {
  private readonly keys: boolean;
  private credit: number;
  private dropped = false;
  private wake: (() => void) | undefined;

  constructor(
    private readonly iterator: AsyncIterator<NativeRecord>,
    call: StreamCall,
    private readonly write: (record: OneRecord) => void,
  ) {
    this.credit = call.credit;
    // What the project's modules return has no key: a native call saved.
    this.keys = call.module === undefined;
  }

  grant(bytes: number): void {
    this.credit += bytes;
    if (this.credit > 0) this.wake?.();
  }

  drop(): void {
    this.dropped = true;
    this.wake?.();
  }

  async run(): Promise<void> {
    while (!this.dropped) {
      if (this.credit <= 0) {
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
        this.wake = undefined;
        continue;
      }
      // Each look at what came is a native call: that it is done shows in there being no record.
      const { value: record } = await this.iterator.next();
      if (!record || this.dropped) return;
      const key = this.keys && record.hasKey() ? new Uint8Array(record.key()!) : undefined;
      const value = new Uint8Array(record.value());
      this.credit -= 4 + (key?.length ?? 0) + value.length;
      this.write({ key, value });
    }
  }
}

interface OneRecord {
  readonly key: Uint8Array | undefined;
  readonly value: Uint8Array;
}
