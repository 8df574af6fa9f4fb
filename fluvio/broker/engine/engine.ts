import { createHash } from 'node:crypto';
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
/** A thread is never shared by different modules, so one that hangs takes only its like with it. */
const CHAINS_PER_THREAD = 8;

/** Runs SmartModules in threads of their own, so that neither a slow one nor a stuck one holds up the broker. */
export class SmartModuleEngine {
  readonly #callLimitMs: number;
  readonly #memoryLimitBytes: number;
  readonly #threads = new Map<string, EngineThread[]>();

  constructor(options: EngineOptions = {}) {
    this.#callLimitMs = options.callLimitMs ?? DEFAULT_CALL_LIMIT_MS;
    this.#memoryLimitBytes = options.memoryLimitBytes ?? DEFAULT_MEMORY_LIMIT_BYTES;
  }

  /** Makes a chain of modules for one stream. `version` is that of the stream's request, which modules are told. */
  async open(modules: readonly ModuleSpec[], version: number): Promise<ModuleChain> {
    const thread = this.#threadFor(modules);
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

  #threadFor(modules: readonly ModuleSpec[]): EngineThread {
    const key = modules.map(({ wasm }) => createHash('sha256').update(wasm).digest('base64')).join();
    const threads = this.#threads.get(key) ?? [];
    this.#threads.set(key, threads);
    const free = threads.find((candidate) => candidate.chains < CHAINS_PER_THREAD);
    if (free !== undefined) return free;
    const thread = new EngineThread(this.#callLimitMs, this.#memoryLimitBytes, () => {
      threads.splice(threads.indexOf(thread), 1);
      if (threads.length === 0 && this.#threads.get(key) === threads) this.#threads.delete(key);
    });
    threads.push(thread);
    return thread;
  }
}
