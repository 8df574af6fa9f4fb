import { type ChildProcess, spawn } from 'node:child_process';
import type { Duplex } from 'node:stream';
import { builtFile } from './built.js';
import { CONNECTION_LOG, ConnectionCounter } from './connection-counter.js';
import { FluvioError, type FluvioErrorCode, wrapNative } from './errors.js';
import {
  FrameCutter,
  jsonPayload,
  Kind,
  type NativeCall,
  type StreamCall,
  writeFrame,
} from './native/frames.js';
import type { OutgoingChunk } from './native/outgoing.js';
import { RecordQueue } from './record-queue.js';

/**
 * The native client in a process of its own, and the calls to it.
 *
 * Why a process: a native `next()` that waits for a record can be neither cancelled nor ended, and while it waits, or a
 * `connect` does, Node cannot exit (ran: a program with one idle stream never ends). In a worker thread it crashes when
 * the thread ends (ran: segmentation fault, the stream is freed under the waiting call). A child can simply be ended.
 * Besides, whatever the native part prints or breaks stays there, and its work has a core of its own.
 */
export class NativeProcess {
  /** Settles when the process is gone, with the reason. */
  readonly gone: Promise<FluvioError>;

  private readonly child: ChildProcess;
  private readonly socket: Duplex;
  private readonly counter: ConnectionCounter;
  private readonly calls = new Map<number, PendingCall>();
  private readonly queues = new Map<number, RecordQueue>();
  private nextId = 1;
  private lost: FluvioError | undefined;
  private reportGone!: (reason: FluvioError) => void;

  /**
   * `env` is added to this process's own. A call without an answer within `answerMs` is CONNECTION_LOST: when the SPU
   * ends the connection under a Produce, the native `flush` waits for ever (ran).
   */
  constructor(
    env: Readonly<Record<string, string>>,
    private readonly answerMs: number,
  ) {
    this.gone = new Promise((resolve) => {
      this.reportGone = resolve;
    });
    this.child = spawn(process.execPath, [builtFile('fluvio/client/native/main.js')], {
      stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
      env: {
        ...process.env,
        RUST_LOG: CONNECTION_LOG,
        FLV_CLIENT_MAX_FETCH_BYTES: String(PLAIN_FETCH_BYTES),
        ...env,
      },
    });
    this.counter = new ConnectionCounter(this.child.stdout!);
    this.socket = this.child.stdio[3] as Duplex;
    const cutter = new FrameCutter((kind, id, payload) => this.receive(kind, id, payload));
    this.socket.on('data', (chunk: Buffer) => cutter.push(chunk));
    this.socket.on('error', () => {});
    this.child.on('error', (cause) => this.fail(`could not be started (${cause.message})`, cause));
    this.child.on('exit', (code, signal) => this.fail(`ended (${signal ?? code})`));
  }

  /** Rejects with a FluvioError; `doing` is the start of its sentence, "create topic x". */
  call(what: NativeCall, doing: string): Promise<unknown> {
    return this.request(doing, (id) => writeFrame(this.socket, Kind.Call, id, jsonPayload(what)));
  }

  /** Resolves when the native client has taken the records in: only a flush says that they are written. */
  send(producer: number, chunk: OutgoingChunk): Promise<unknown> {
    const target = Buffer.allocUnsafe(4);
    target.writeUInt32LE(producer);
    return this.request('send', (id) => writeFrame(this.socket, Kind.Send, id, target, chunk.bytes));
  }

  /** Connections made so far, by whatever has been answered. */
  async connections(): Promise<number> {
    // What was logged before an answer was sent may come after it, by another pipe: in the next round of reading.
    for (let round = 0; round < 2; round++) await new Promise(setImmediate);
    return this.counter.made;
  }

  newId(): number {
    return this.nextId++;
  }

  /** Records come into the queue; as they are taken out, more are asked for. */
  async stream(what: StreamRequest): Promise<RecordQueue> {
    const id = this.newId();
    const queue = new RecordQueue(
      (bytes) => {
        const credit = Buffer.allocUnsafe(4);
        credit.writeUInt32LE(bytes);
        writeFrame(this.socket, Kind.Credit, id, credit);
      },
      () => {
        if (this.queues.delete(id)) writeFrame(this.socket, Kind.Drop, id);
      },
    );
    this.queues.set(id, queue);
    const doing = `read ${what.topic}/${what.partition}`;
    try {
      await this.call({ do: 'stream', id, credit: STREAM_WINDOW_BYTES, ...what }, doing);
    } catch (error) {
      queue.drop();
      throw error;
    }
    return queue;
  }

  /** Ends the process: nothing of it keeps this one from exiting any more. */
  async end(): Promise<void> {
    this.fail('was closed');
    this.socket.destroy();
    this.child.stdout!.destroy();
    this.child.kill('SIGKILL');
    this.child.unref();
    await this.gone;
  }

  private request(doing: string, write: (id: number) => void): Promise<unknown> {
    if (this.lost) return Promise.reject(this.lost);
    const id = this.newId();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.calls.delete(id);
        reject(
          new FluvioError(
            'CONNECTION_LOST',
            `Could not ${doing}: no answer within ${this.answerMs / 1000} s.`,
          ),
        );
      }, this.answerMs);
      this.calls.set(id, { doing, resolve, reject, timer });
      write(id);
    });
  }

  private receive(kind: number, id: number, payload: Buffer): void {
    switch (kind) {
      case Kind.Record:
        this.queues.get(id)?.push(payload);
        return;
      case Kind.StreamEnd:
        this.queues.get(id)?.fail(new FluvioError('CONNECTION_LOST', 'The cluster ended the stream.'));
        return;
      case Kind.StreamFailure:
        this.queues.get(id)?.fail(failure('read on', payload));
        return;
    }
    const pending = this.calls.get(id);
    if (!pending) return;
    this.calls.delete(id);
    clearTimeout(pending.timer);
    if (kind === Kind.Result) pending.resolve(JSON.parse(payload.toString()));
    else pending.reject(failure(pending.doing, payload));
  }

  private fail(what: string, cause?: Error): void {
    if (this.lost) return;
    this.lost = new FluvioError('CONNECTION_LOST', `The process of the Fluvio client ${what}.`, { cause });
    for (const pending of this.calls.values()) {
      clearTimeout(pending.timer);
      pending.reject(this.lost);
    }
    for (const queue of this.queues.values()) queue.fail(this.lost);
    this.calls.clear();
    this.queues.clear();
    this.reportGone(this.lost);
  }
}

/** Which stream to open; without `credit` about 2 MiB of it come ahead of their being taken. */
export type StreamRequest = Omit<StreamCall, 'do' | 'id' | 'credit'> & { readonly credit?: number };

/** A stream without a SmartModule takes stored batches only up to this size; a request to the SPU is at most 32 MiB. */
const PLAIN_FETCH_BYTES = 40 * 1024 * 1024;
/** Bytes of one stream that may lie on this side, not yet taken. */
const STREAM_WINDOW_BYTES = 2 * 1024 * 1024;

interface PendingCall {
  readonly doing: string;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: FluvioError) => void;
  readonly timer: NodeJS.Timeout;
}

function failure(doing: string, payload: Buffer): FluvioError {
  const { code, text } = JSON.parse(payload.toString()) as { code?: FluvioErrorCode; text: string };
  return code ? new FluvioError(code, text) : wrapNative(doing, text);
}
