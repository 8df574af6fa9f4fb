/// <reference path="./webassembly.d.ts" />
import { Reader } from '../../protocol/reader.js';
import { Writer, writeString } from '../../protocol/writer.js';
import { limitMemory } from './memory-limit.js';
import { EngineError, type ModuleSpec, type RecordFailure } from './messages.js';

/** In the order in which a module's exports are searched; the request's own word on the kind is not looked at. */
const KINDS = ['filter', 'map', 'filter_map', 'array_map', 'aggregate'] as const;
const INIT_FAILED = -2;
/** Versions from which on, and up to which, a field of the input exists (`fluvio-smartmodule/src/input.rs`). */
const LOOKBACK_SINCE = 20;
const JOIN_RECORD_SINCE = 16;
const PARAMS_UNTIL = 22;
const TIMESTAMP_SINCE = 22;
const ACCUMULATOR_SINCE = 16;

/** Fluvio's words for a negative return (`fluvio-smartmodule/src/error.rs`). */
const REFUSALS = new Map([
  [-11, 'failed to decode SmartModule base input'],
  [-22, 'failed to decode SmartModule record input'],
  [-33, 'failed to encode SmartModule output'],
  [-44, 'failed to parse SmartModule extra params'],
  [-55, 'undefined right record in Join SmartModule'],
]);
const UNKNOWN_REFUSAL = 'encountered unknown error during SmartModule processing';

type Export = (ptr: number, length: number, version: number) => number;

/** One stored batch on its way through a chain: a records section and what a module may know of its batch. */
export interface ModuleInput {
  readonly baseOffset: number;
  readonly baseTimestamp: number;
  /** `i32 count`, then the records. */
  readonly records: Uint8Array;
}

export interface ModuleOutput {
  /** `i32 count`, then the records: a copy, valid after the next call. */
  readonly records: Buffer;
  readonly failure: RecordFailure | null;
}

/** One SmartModule with its own memory, which lives as long as its stream. */
export class ModuleInstance {
  readonly #exports: WebAssembly.Exports;
  readonly #kind: (typeof KINDS)[number];
  readonly #transform: Export;
  readonly #version: number;
  readonly #beforeCall: () => void;
  #accumulator: Uint8Array;
  #output = { ptr: 0, length: 0 };

  /** Compiles, links and initialises the module; `beforeCall` hears of every call into it. */
  constructor(spec: ModuleSpec, version: number, memoryLimitBytes: number, beforeCall: () => void) {
    this.#version = version;
    this.#beforeCall = beforeCall;
    this.#accumulator = spec.accumulator;
    this.#exports = this.#instantiate(limitMemory(spec.wasm, memoryLimitBytes));
    const kind = KINDS.find((name) => typeof this.#exports[name] === 'function');
    if (kind === undefined) throw new EngineError('init', 'No valid smartmodule found');
    this.#kind = kind;
    this.#transform = this.#exports[kind] as Export;
    this.#init(spec.params);
  }

  /** Runs the module once over one batch. Throws an {@link EngineError} when it traps or refuses. */
  process(input: ModuleInput): ModuleOutput {
    const returned = this.#call(this.#transform, this.#encodeInput(input));
    if (returned < 0) throw new EngineError('call', REFUSALS.get(returned) ?? UNKNOWN_REFUSAL);
    const output = this.#takeOutput();
    try {
      return this.#decodeOutput(output);
    } catch (error) {
      throw new EngineError('call', `its output cannot be read: ${(error as Error).message}`, {
        cause: error,
      });
    }
  }

  #instantiate(wasm: Uint8Array): WebAssembly.Exports {
    let module: WebAssembly.Module;
    try {
      module = new WebAssembly.Module(wasm);
    } catch (error) {
      throw new EngineError('init', (error as Error).message, { cause: error });
    }
    try {
      return new WebAssembly.Instance(module, this.#imports(module)).exports;
    } catch (error) {
      throw new EngineError('init', `Failed to instantiate: ${(error as Error).message}`, { cause: error });
    }
  }

  /** The one function a module may import; the name of the import's module is free. */
  #imports(module: WebAssembly.Module): WebAssembly.Imports {
    const copyRecords = (ptr: number, length: number): void => {
      this.#output = { ptr: ptr >>> 0, length: length >>> 0 };
    };
    const named = WebAssembly.Module.imports(module).filter((wanted) => wanted.name === 'copy_records');
    return Object.fromEntries(named.map((wanted) => [wanted.module, { copy_records: copyRecords }]));
  }

  #init(params: ReadonlyMap<string, string>): void {
    const init = this.#exports.init;
    if (typeof init !== 'function') return;
    const input = new Writer();
    writeParams(input, params, this.#version);
    const returned = this.#call(init as Export, input.finish());
    if (returned >= 0) return;
    if (returned !== INIT_FAILED) throw new EngineError('init', UNKNOWN_REFUSAL);
    const hint = new Reader(this.#takeOutput()).string();
    throw new EngineError('init', `${hint}\n\nSmartModule Init Error: \n`);
  }

  #call(run: Export, input: Uint8Array): number {
    this.#output = { ptr: 0, length: 0 };
    const { alloc } = this.#exports;
    if (typeof alloc !== 'function') throw new EngineError('call', 'missing alloc');
    try {
      this.#beforeCall();
      const ptr = (alloc as (length: number) => number)(input.length) >>> 0;
      new Uint8Array(this.#memory().buffer).set(input, ptr);
      return run(ptr, input.length, this.#version);
    } catch (error) {
      if (error instanceof EngineError) throw error;
      throw new EngineError('call', (error as Error).message, { cause: error });
    }
  }

  #memory(): WebAssembly.Memory {
    const { memory } = this.#exports;
    if (!(memory instanceof WebAssembly.Memory)) throw new EngineError('call', 'Missing memory');
    return memory;
  }

  /** A copy of what the module pointed at: the next call may overwrite it. */
  #takeOutput(): Buffer {
    const { ptr, length } = this.#output;
    const memory = this.#memory().buffer;
    if (ptr + length > memory.byteLength)
      throw new EngineError('call', 'its output lies outside of its memory');
    return Buffer.from(new Uint8Array(memory, ptr, length));
  }

  /**
   *     base_offset i64 · records bytes · [params · lookback] until 22 · [join_record bytes] 16 to 22
   *     · [base_timestamp i64] since 22 · [accumulator bytes] aggregate only
   */
  #encodeInput(input: ModuleInput): Buffer {
    const writer = new Writer(input.records.length + 64 + this.#accumulator.length);
    writer.i64(input.baseOffset);
    writer.bytes(input.records);
    if (this.#version <= PARAMS_UNTIL) writeParams(writer, new Map(), this.#version);
    if (this.#version >= JOIN_RECORD_SINCE && this.#version <= PARAMS_UNTIL) writer.bytes(Buffer.alloc(0));
    if (this.#version >= TIMESTAMP_SINCE) writer.i64(input.baseTimestamp);
    if (this.#kind === 'aggregate') writer.bytes(this.#accumulator);
    return writer.finish();
  }

  /** `records · error option(hint string · offset i64 · kind u8 · key option(varbytes) · value varbytes)` */
  #decodeOutput(output: Buffer): ModuleOutput {
    const reader = new Reader(output);
    for (let left = reader.i32(); left > 0; left--) reader.varbytes();
    const records = output.subarray(0, reader.offset);
    const failure = reader.option(readFailure, this.#version);
    if (this.#kind === 'aggregate' && this.#version >= ACCUMULATOR_SINCE) this.#accumulator = reader.bytes();
    return { records, failure };
  }
}

function writeParams(writer: Writer, params: ReadonlyMap<string, string>, version: number): void {
  // A BTreeMap travels in the order of its keys.
  const sorted = [...params].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  writer.map(new Map(sorted), writeString, writeString, version);
  if (version >= LOOKBACK_SINCE) writer.bool(false);
}

function readFailure(reader: Reader): RecordFailure {
  return {
    hint: reader.string(),
    offset: reader.i64(),
    kind: reader.u8(),
    key: reader.option((bytes) => bytes.varbytes(), 0),
    value: reader.varbytes(),
  };
}
