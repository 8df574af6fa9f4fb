import type { Socket } from 'node:net';
import { encodeResponseFrame, FrameSplitter } from '../../protocol/frame.js';
import type { Writer } from '../../protocol/writer.js';

/** Answers waiting for a client that does not read them; beyond this nothing more is read from it or streamed to it. */
const CONGESTED_BYTES = 4 * 1024 * 1024;
/** What the streams of a connection may be reading from disk at once; then the next one waits for its turn. */
const READ_AT_ONCE_BYTES = 16 * 1024 * 1024;
/** Requests that have come while an earlier one is still being handled; beyond this the socket waits. */
const QUEUED_REQUESTS = 32;
/** So also when they are fewer, but this large in all; a single one may be larger. */
const QUEUED_BYTES = 8 * 1024 * 1024;

const KEEP_ALIVE_MS = 60_000;

/** Handles one request frame; a promise holds up the next request of the connection, as on a real server. */
export type HandleFrame = (frame: Buffer) => void | Promise<void>;

/**
 * One client's socket: cuts what comes into frames, hands them over in order, and writes what is sent in one go a
 * tick. Memory is bounded in both directions: a client that floods or does not read is no longer read from.
 */
export class Connection {
  readonly #socket: Socket;
  readonly #splitter = new FrameSplitter();
  readonly #queue: Buffer[] = [];
  readonly #closeListeners = new Set<() => void>();
  readonly #drainListeners = new Set<() => void>();
  readonly #onTraffic: () => void;
  #handle: HandleFrame = () => {};
  #busy = false;
  #corked = false;
  #queuedBytes = 0;
  #readBytes = 0;

  constructor(socket: Socket, onTraffic: () => void) {
    this.#socket = socket;
    this.#onTraffic = onTraffic;
    socket.setNoDelay(true);
    // A client whose machine is gone must not count as connected for ever.
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    socket.on('drain', () => this.#drained());
    // The reason does not matter: 'close' always follows.
    socket.on('error', () => {});
    socket.on('close', () => {
      for (const listener of this.#closeListeners) listener();
      this.#closeListeners.clear();
    });
  }

  /** Starts handing over frames. `handle` closes the connection itself when a frame is not to be answered. */
  serve(handle: HandleFrame): void {
    this.#handle = handle;
  }

  /** The peer is too far behind to be sent anything that can wait. */
  get congested(): boolean {
    return this.#socket.writableLength >= CONGESTED_BYTES;
  }

  /** Whether a stream may read for the peer now; if not, a drain listener is called when it may. */
  get mayRead(): boolean {
    return !this.congested && this.#readBytes < READ_AT_ONCE_BYTES;
  }

  /** Runs `read`, which holds up to `bytes`. Many streams may be due at once, and none has sent anything yet then. */
  async reading<T>(bytes: number, read: () => Promise<T>): Promise<T> {
    this.#readBytes += bytes;
    try {
      return await read();
    } finally {
      const waited = !this.mayRead;
      this.#readBytes -= bytes;
      // After the reader itself, which has something to send.
      if (waited && this.mayRead) setImmediate(() => this.#callDrainListeners());
    }
  }

  get closed(): boolean {
    return this.#socket.destroyed;
  }

  /**
   * Sends a response, or the next item of a stream: what `write` writes, then `trailing` as it is, uncopied; the caller
   * must not touch those bytes any more.
   */
  send(correlationId: number, write: (writer: Writer) => void, trailing?: Uint8Array): void {
    if (this.closed) return;
    this.#onTraffic();
    if (!this.#corked) {
      this.#corked = true;
      this.#socket.cork();
      process.nextTick(() => {
        this.#corked = false;
        this.#socket.uncork();
      });
    }
    this.#socket.write(encodeResponseFrame(correlationId, write, trailing?.length ?? 0));
    if (trailing !== undefined && trailing.length > 0) this.#socket.write(trailing);
    if (this.congested) this.#socket.pause();
  }

  /** Calls back once, when the connection is gone. */
  onClose(listener: () => void): void {
    if (this.closed) listener();
    else this.#closeListeners.add(listener);
  }

  /** Calls back each time the peer has caught up with what was sent, or a stream may read again. */
  onDrain(listener: () => void): void {
    this.#drainListeners.add(listener);
  }

  offDrain(listener: () => void): void {
    this.#drainListeners.delete(listener);
  }

  /** Ends the connection without another byte: Fluvio's answer to whatever it does not understand. */
  destroy(): void {
    this.#queue.length = 0;
    this.#queuedBytes = 0;
    this.#socket.destroy();
  }

  #receive(chunk: Buffer): void {
    this.#onTraffic();
    try {
      for (const frame of this.#splitter.push(chunk)) {
        this.#queue.push(frame);
        this.#queuedBytes += frame.length;
      }
    } catch {
      this.destroy();
      return;
    }
    if (!this.#busy) void this.#work();
    if (this.#isFlooded) this.#socket.pause();
  }

  /** Handles what is queued, until the peer is too far behind to be answered. */
  async #work(): Promise<void> {
    this.#busy = true;
    while (!this.congested) {
      const frame = this.#queue.shift();
      if (frame === undefined) break;
      this.#queuedBytes -= frame.length;
      const pending = this.#handle(frame);
      if (pending !== undefined) await pending;
    }
    this.#busy = false;
    this.#resumeReading();
  }

  #drained(): void {
    if (!this.#busy) void this.#work();
    this.#callDrainListeners();
  }

  #callDrainListeners(): void {
    for (const listener of this.#drainListeners) listener();
  }

  #resumeReading(): void {
    if (this.#socket.isPaused() && !this.congested && !this.#isFlooded) this.#socket.resume();
  }

  get #isFlooded(): boolean {
    return this.#queue.length > QUEUED_REQUESTS || this.#queuedBytes > QUEUED_BYTES;
  }
}
