/** What the broker's thread and an engine thread say to each other. All byte buffers are transferred, not copied. */

/** One SmartModule of a chain, as the stream's request describes it. */
export interface ModuleSpec {
  /** Inflated WebAssembly. */
  readonly wasm: Uint8Array;
  readonly params: ReadonlyMap<string, string>;
  /** What an `aggregate` starts from. */
  readonly accumulator: Uint8Array;
}

/** Why a module stopped at a record: Fluvio's `SmartModuleTransformRuntimeError`, as the module wrote it. */
export interface RecordFailure {
  readonly hint: string;
  readonly offset: number;
  /** Tag of the kind: 0 filter, 1 map, 2 array_map, 3 aggregate, 4 filter_map. */
  readonly kind: number;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array;
}

/** What became of a run of stored batches. */
export interface Transformed {
  /** One batch with all output, or null when there was none. */
  readonly batch: Uint8Array | null;
  /** Offset after the last stored batch whose output counts. */
  readonly nextOffset: number;
  /** Bytes of those stored batches. */
  readonly consumedBytes: number;
  /** The module stopped at a record; what it returned before that is in `batch`. */
  readonly failure: RecordFailure | null;
  /** The first output was larger than what the response may hold, so there is nothing to send of this run. */
  readonly tooLarge: boolean;
}

export type ToEngine =
  | {
      readonly type: 'open';
      readonly chain: number;
      readonly modules: readonly ModuleSpec[];
      readonly version: number;
    }
  | {
      readonly type: 'process';
      readonly chain: number;
      readonly batches: Uint8Array;
      readonly maxBytes: number;
    }
  | { readonly type: 'close'; readonly chain: number };

export type FromEngine =
  | { readonly type: 'opened'; readonly chain: number }
  | { readonly type: 'processed'; readonly chain: number; readonly result: Transformed }
  | {
      readonly type: 'failed';
      readonly chain: number;
      readonly code: EngineErrorCode;
      readonly message: string;
    };

/** `init`: the chain cannot be made. `memory`: it wants more than it may have. `call`: a call trapped or refused. */
export type EngineErrorCode = 'init' | 'memory' | 'call' | 'timeout' | 'closed';

/** Started with every engine thread: the counter moves with every call into a module, so a stuck call shows. */
export interface EngineThreadData {
  readonly progress: SharedArrayBuffer;
  readonly memoryLimitBytes: number;
}

export class EngineError extends Error {
  override readonly name = 'EngineError';
  constructor(
    readonly code: EngineErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
