import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { EngineError, type EngineThreadData, type FromEngine, type ToEngine } from './messages.js';

/** How long a thread without streams waits for the next one, such as a client that reconnects. */
const IDLE_MS = 10_000;

interface Pending {
  readonly resolve: (answer: FromEngine) => void;
  readonly reject: (error: EngineError) => void;
}

/** One worker thread: asks it, watches that calls return, and ends it when one does not. */
export class EngineThread {
  readonly #worker: Worker;
  readonly #calls: Int32Array;
  readonly #callLimitMs: number;
  readonly #onStopped: () => void;
  readonly #pending = new Map<number, Pending>();
  readonly #chains = new Set<number>();
  #watch: NodeJS.Timeout | undefined;
  #idle: NodeJS.Timeout | undefined;
  #lastChain = 0;
  #seenCalls = 0;
  #seenAt = 0;
  #stopped: EngineError | undefined;

  constructor(callLimitMs: number, memoryLimitBytes: number, onStopped: () => void) {
    this.#callLimitMs = callLimitMs;
    this.#onStopped = onStopped;
    const data: EngineThreadData = { progress: new SharedArrayBuffer(4), memoryLimitBytes };
    this.#calls = new Int32Array(data.progress);
    this.#worker = new Worker(threadEntry(), { workerData: data, name: 'smartmodule' });
    this.#worker.unref();
    this.#worker.on('message', (answer: FromEngine) => this.#settle(answer));
    this.#worker.on('exit', () => void this.stop(new EngineError('call', 'the engine thread ended')));
    this.#worker.on('error', (error) => {
      const message = `the engine thread ended: ${(error as Error).message}`;
      void this.stop(new EngineError('call', message, { cause: error }));
    });
  }

  /** Chains that live in this thread. */
  get chains(): number {
    return this.#chains.size;
  }

  /** Number of a chain that the caller will open. */
  newChain(): number {
    clearTimeout(this.#idle);
    const chain = ++this.#lastChain;
    this.#chains.add(chain);
    return chain;
  }

  /** Sends one request of a chain; a chain has at most one under way. */
  request(message: ToEngine, transfer: ArrayBuffer[] = []): Promise<FromEngine> {
    if (this.#stopped !== undefined) return Promise.reject(this.#stopped);
    return new Promise((resolve, reject) => {
      this.#pending.set(message.chain, { resolve, reject });
      this.#watchCalls();
      this.#worker.postMessage(message, transfer);
    });
  }

  /** Gives a chain up. If its module is in a call and nobody else is here, the thread ends at once. */
  release(chain: number): void {
    if (this.#stopped !== undefined || !this.#chains.delete(chain)) return;
    if (this.#pending.has(chain) && this.#chains.size === 0) {
      void this.stop(new EngineError('closed', 'the stream was closed'));
      return;
    }
    this.#worker.postMessage({ type: 'close', chain } satisfies ToEngine);
    if (this.#chains.size > 0) return;
    this.#idle = setTimeout(() => void this.stop(new EngineError('closed', 'no stream left')), IDLE_MS);
    this.#idle.unref();
  }

  /** Ends the thread, whatever it is doing; requests under way reject with `reason`. */
  async stop(reason: EngineError): Promise<void> {
    if (this.#stopped === undefined) {
      this.#stopped = reason;
      clearInterval(this.#watch);
      clearTimeout(this.#idle);
      this.#onStopped();
      for (const pending of this.#pending.values()) pending.reject(reason);
      this.#pending.clear();
    }
    await this.#worker.terminate();
  }

  #settle(answer: FromEngine): void {
    const pending = this.#pending.get(answer.chain);
    this.#pending.delete(answer.chain);
    if (this.#pending.size === 0) {
      clearInterval(this.#watch);
      this.#watch = undefined;
    }
    if (answer.type === 'failed') pending?.reject(new EngineError(answer.code, answer.message));
    else pending?.resolve(answer);
  }

  /** Many calls may make up a request; only one call that does not return is a reason to end the thread. */
  #watchCalls(): void {
    if (this.#watch !== undefined) return;
    this.#seenCalls = Atomics.load(this.#calls, 0);
    this.#seenAt = performance.now();
    this.#watch = setInterval(
      () => {
        const calls = Atomics.load(this.#calls, 0);
        const now = performance.now();
        // Zero: the thread is still being started.
        if (calls !== this.#seenCalls || calls === 0) {
          this.#seenCalls = calls;
          this.#seenAt = now;
        } else if (now - this.#seenAt >= this.#callLimitMs) {
          const message = `a call did not return within ${this.#callLimitMs} ms`;
          void this.stop(new EngineError('timeout', message));
        }
      },
      Math.max(10, this.#callLimitMs / 8),
    );
    this.#watch.unref();
  }
}

/** A thread runs compiled code; when this file itself is run from its source, the compiled one lies in `dist`. */
function threadEntry(): URL {
  const source = import.meta.url;
  if (!fileURLToPath(source).endsWith('.ts')) return new URL('./thread.js', source);
  return new URL('../../../dist/fluvio/broker/engine/thread.js', source);
}
