import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from './connection.js';
import { FluvioError } from './errors.js';
import { leadersServe } from './leaders-serve.js';
import { byteLength, encodeOutgoing, type OutgoingChunk } from './native/outgoing.js';
import type { NativeProcess } from './native-process.js';
import type { FluvioProducer, OutgoingRecord, ProducerCounts } from './types.js';

/**
 * Key and value together. The native client sends a record only if it fits into one batch of 16,384 bytes (ran: 16,310
 * bytes pass, 16,311 are refused; a few more go to the timestamp), and has no option for that.
 */
export const MAX_RECORD_BYTES = 16_300;

/** `send` lets the caller go on while at most this much waits for the native client. */
const QUEUED_BYTES = 2 * 1024 * 1024;
/** What is not certain yet is kept, to be sent again after a loss: a flush bounds it. */
const FLUSH_EVERY_BYTES = 8 * 1024 * 1024;
const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 2_000;

/** See FluvioProducer. One thing at a time: chunks go out, and flushes happen, in the order of the calls. */
export class Producer implements FluvioProducer {
  private line: Promise<unknown> = Promise.resolve();
  private queuedBytes = 0;
  private makeRoom: (() => void)[] = [];
  private opened: Opened | undefined;
  /** Sent since the last good flush. */
  private uncertain: OutgoingChunk[] = [];
  private uncertainBytes = 0;
  private certain = 0;
  private repeated = 0;
  private failed: FluvioError | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly topic: string,
  ) {}

  async send(records: readonly OutgoingRecord[]): Promise<void> {
    records.forEach((record, i) => {
      const bytes = byteLength(record.key) + byteLength(record.value);
      if (bytes > MAX_RECORD_BYTES) throw tooLarge(this.topic, i, bytes);
    });
    for (const chunk of encodeOutgoing(records)) {
      if (this.failed) throw this.failed;
      this.queuedBytes += chunk.bytes.length;
      this.inLine(() => this.transmit(chunk)).catch(() => {});
      while (this.queuedBytes > QUEUED_BYTES && !this.failed) {
        await new Promise<void>((resolve) => this.makeRoom.push(resolve));
      }
    }
    if (this.failed) throw this.failed;
  }

  flush(): Promise<ProducerCounts> {
    return this.inLine(async () => {
      await this.makeCertain();
      return { certain: this.certain, repeated: this.repeated };
    });
  }

  close(): void {
    this.failed ??= new FluvioError('CLOSED', `The producer of ${this.topic} was closed.`);
    this.roomMade();
  }

  private inLine<T>(work: () => Promise<T>): Promise<T> {
    const done = this.line.then(() => {
      if (this.failed) throw this.failed;
      return work();
    });
    this.line = done.catch(() => {});
    return done;
  }

  private async transmit(chunk: OutgoingChunk): Promise<void> {
    this.uncertain.push(chunk);
    this.uncertainBytes += chunk.bytes.length;
    try {
      const { native, id } = await this.open();
      await native.send(id, chunk);
      if (this.uncertainBytes >= FLUSH_EVERY_BYTES) await this.makeCertain();
    } catch (error) {
      await this.sendAgain(error as FluvioError);
    } finally {
      this.queuedBytes -= chunk.bytes.length;
      this.roomMade();
    }
  }

  private async makeCertain(): Promise<void> {
    if (this.uncertain.length === 0) return;
    try {
      await this.flushNative();
    } catch (error) {
      await this.sendAgain(error as FluvioError);
    }
  }

  private async flushNative(): Promise<void> {
    const { native, id, connections } = await this.open();
    await native.call({ do: 'flush', producer: id }, `write to ${this.topic}`);
    if ((await native.connections()) !== connections) throw connectedAnew(this.topic);
    this.certain += this.uncertainCount();
    this.uncertain = [];
    this.uncertainBytes = 0;
  }

  /**
   * After a loss a native producer is dead for good, and what it was given may or may not be written, now or later. So a
   * new one gets all of it again; consumers know repeats by their event_id.
   */
  private async sendAgain(cause: FluvioError): Promise<void> {
    const since = Date.now();
    const doubtful = this.uncertainCount();
    let latest = cause;
    for (let pause = FIRST_RETRY_MS; !this.failed && !(await this.isFinal(latest)); ) {
      try {
        const { native, id } = await this.openAgain(latest);
        for (const chunk of this.uncertain) await native.send(id, chunk);
        await this.flushNative();
        this.repeated += doubtful;
        return;
      } catch (error) {
        latest = error as FluvioError;
      }
      if (Date.now() - since > this.connection.patience.giveUpAfterMs) break;
      await sleep(pause, undefined, { signal: this.connection.closed }).catch(() => {});
      pause = Math.min(pause * 2, LONGEST_RETRY_MS);
    }
    this.failed ??= dead(this.topic, doubtful, latest);
    this.roomMade();
    throw this.failed;
  }

  /**
   * Not trouble on the way, but an answer: sending again would not help. A native client may not know a new topic yet;
   * the cluster's own list does.
   */
  private async isFinal(error: FluvioError): Promise<boolean> {
    if (error.code !== 'TOPIC_NOT_FOUND') return FINAL.has(error.code);
    const topics = await this.connection.topics().catch(() => undefined);
    return topics !== undefined && !topics.some(({ name }) => name === this.topic);
  }

  private async open(): Promise<Opened> {
    this.opened ??= await this.whenServed(await this.create());
    return this.opened;
  }

  /** A new producer of the same client does, unless that client is lost as well. */
  private async openAgain(cause: FluvioError): Promise<Opened> {
    this.opened = undefined;
    const native = await this.connection.native();
    const created = await this.create().catch(async (error: FluvioError) => {
      if (error.code === 'CONNECTION_LOST') await this.connection.renew(native, cause);
      return this.create();
    });
    this.opened = await this.whenServed(created);
    return this.opened;
  }

  private async create(): Promise<NativeProducer> {
    const native = await this.connection.native();
    const id = native.newId();
    await native.call({ do: 'producer', id, topic: this.topic }, `write to ${this.topic}`);
    return { native, id };
  }

  private async whenServed({ native, id }: NativeProducer): Promise<Opened> {
    return { native, id, connections: await leadersServe(this.connection, native, this.topic) };
  }

  private uncertainCount(): number {
    return this.uncertain.reduce((sum, chunk) => sum + chunk.count, 0);
  }

  private roomMade(): void {
    for (const wake of this.makeRoom.splice(0)) wake();
  }
}

const FINAL = new Set(['RECORD_TOO_LARGE', 'CLOSED', 'NOT_BUILT', 'NATIVE_MISSING', 'PROFILE_NOT_FOUND']);

interface NativeProducer {
  readonly native: NativeProcess;
  readonly id: number;
}

interface Opened extends NativeProducer {
  /** Made by the native client when the leaders were seen to serve. */
  readonly connections: number;
}

function tooLarge(topic: string, index: number, bytes: number): FluvioError {
  return new FluvioError(
    'RECORD_TOO_LARGE',
    `Record ${index} for ${topic} has ${bytes} bytes of key and value; at most ${MAX_RECORD_BYTES} can be sent. Nothing of this call was sent.`,
    { from: index },
  );
}

/**
 * A native producer that has done nothing for a while makes a lost connection anew without a word, and what an SPU that
 * has just started refuses is lost without a word too.
 */
function connectedAnew(topic: string): FluvioError {
  return new FluvioError('CONNECTION_LOST', `The connection was made anew while writing to ${topic}.`);
}

function dead(topic: string, uncertain: number, cause: FluvioError): FluvioError {
  if (cause.code === 'CLOSED') return cause;
  return new FluvioError(
    cause.code === 'TOPIC_NOT_FOUND' || FINAL.has(cause.code) ? cause.code : 'PRODUCER_DEAD',
    `Writing to ${topic} failed for good; of ${uncertain} records it is not known whether they were written. ${cause.message}`,
    { cause, uncertain },
  );
}
