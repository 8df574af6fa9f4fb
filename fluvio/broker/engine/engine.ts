import { availableParallelism } from 'node:os';
import { EngineThread } from './engine-thread.js';
import { EngineError, type ModuleSpec, type Transformed } from './messages.js';

export interface EngineOptions {
  /** A call into a module that takes longer is stopped, and its stream fails. */
  readonly callLimitMs?: number;
  /** Memory of one module. */
  readonly memoryLimitBytes?: number;
}

/** The SmartModules of one stream, with their state. Calls come one after the other. */
export interface ModuleChain {
  /**
   * Runs whole stored batches through the chain. `batches` must own its memory, which is given away.
   * Rejects with an {@link EngineError}; the chain is of no use after that.
   */
  process(batches: Buffer, maxBytes: number): Promise<Transformed>;
  close(): void;
}

const DEFAULT_CALL_LIMIT_MS = 10_000;
/** What a real SPU allows a stream. */
const DEFAULT_MEMORY_LIMIT_BYTES = 1_000_000_000;
/**
 * A thread serves one client alone, so a module that hangs takes only its own client's streams with it. Who reads needs
 * cores too, so half of them are left to it; and each thread costs as much to start, and to compile its code anew, as a
 * module needs for a million events.
 */
const THREADS_PER_CLIENT = Math.max(1, Math.min(4, Math.floor(availableParallelism() / 2)));

/** Runs SmartModules in threads of their own, so that neither a slow one nor a stuck one holds up the broker. */
export class SmartModuleEngine {
  readonly #callLimitMs: number;
  readonly #memoryLimitBytes: number;
  readonly #threads = new Map<object, EngineThread[]>();

  constructor(options: EngineOptions = {}) {
    this.#callLimitMs = options.callLimitMs ?? DEFAULT_CALL_LIMIT_MS;
    this.#memoryLimitBytes = options.memoryLimitBytes ?? DEFAULT_MEMORY_LIMIT_BYTES;
  }

  /**
   * Makes a chain of modules for one stream. `version` is that of the stream's request, which modules are told; `client`
   * is any object that stands for who asks.
   */
  async open(client: object, modules: readonly ModuleSpec[], version: number): Promise<ModuleChain> {
    const thread = this.#threadFor(client);
    const chain = thread.newChain();
    try {
      await thread.request({ type: 'open', chain, modules, version });
    } catch (error) {
      thread.release(chain);
      throw error;
    }
    return {
      process: async (batches, maxBytes) => {
        const message = { type: 'process', chain, batches, maxBytes } as const;
        const answer = await thread.request(message, [batches.buffer as ArrayBuffer]);
        if (answer.type !== 'processed') throw new EngineError('call', 'the engine thread lost its place');
        return answer.result;
      },
      close: () => thread.release(chain),
    };
  }

  /** Threads that are running. */
  get threads(): number {
    return [...this.#threads.values()].reduce((sum, threads) => sum + threads.length, 0);
  }

  /** Stops everything at once; calls that are under way reject. */
  async close(): Promise<void> {
    const all = [...this.#threads.values()].flat();
    await Promise.all(all.map((thread) => thread.stop(new EngineError('closed', 'the broker is stopping'))));
  }

  /** The one with the fewest streams; another one as long as none is without any. */
  #threadFor(client: object): EngineThread {
    const threads = this.#threads.get(client) ?? [];
    this.#threads.set(client, threads);
    const [calmest] = threads.toSorted((one, other) => one.chains - other.chains);
    const isEnough = calmest?.chains === 0 || threads.length >= THREADS_PER_CLIENT;
    if (calmest !== undefined && isEnough) return calmest;
    const thread = new EngineThread(this.#callLimitMs, this.#memoryLimitBytes, () => {
      threads.splice(threads.indexOf(thread), 1);
      if (threads.length === 0 && this.#threads.get(client) === threads) this.#threads.delete(client);
    });
    threads.push(thread);
    return thread;
  }
}
