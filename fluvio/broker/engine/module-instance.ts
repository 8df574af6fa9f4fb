/// <reference path="./webassembly.d.ts" />
import { Reader } from '../../protocol/reader.js';
import { VarintCursor } from '../../protocol/varint.js';
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
const NO_BYTES = Buffer.alloc(0);
/** `base_offset i64 · records bytes`, up to the records. */
const HEAD_BYTES = 12;
const COUNT_BYTES = 4;
/** The option byte of an error that there is not. */
const NO_FAILURE = 0;
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
  /** `i32 count`, then the records: a view of the module's memory, valid until its next call. */
  readonly records: Uint8Array;
  /** How many records that are. */
  readonly count: number;
  readonly failure: RecordFailure | null;
}

/** One SmartModule with its own memory, which lives as long as its stream. */
export class ModuleInstance {
  readonly #exports: WebAssembly.Exports;
  readonly #kind: (typeof KINDS)[number];
  readonly #transform: Export;
  readonly #version: number;
  readonly #beforeCall: () => void;
  readonly #head = Buffer.alloc(HEAD_BYTES);
  /** What follows the records; all of it but the timestamp is the same in each call, if no accumulator is part of it. */
  #rest: Buffer = NO_BYTES;
  #timestampAt = -1;
  #accumulator: Uint8Array;
  #outputAt = 0;
  #outputLength = 0;
  #seen: Buffer = Buffer.alloc(0);

  /** Compiles, links and initialises the module; `beforeCall` hears of every call into it. */
  constructor(spec: ModuleSpec, version: number, memoryLimitBytes: number, beforeCall: () => void) {
    this.#version = version;
    this.#beforeCall = beforeCall;
    this.#accumulator = spec.accumulator;
    this.#exports = this.#instantiate(limitMemory(spec.wasm, memoryLimitBytes));
    const kind = KINDS.find((name) => typeof this.#exports[name] === 'function');
    if (kind === undefined) throw new EngineError('init', 'No valid smartmodule found');
    this.#kind = kind;
    this.#transform = this.#typed(kind, this.#exports[kind] as Export);
    this.#init(spec.params);
    this.#encodeRest();
  }

  get kind(): (typeof KINDS)[number] {
    return this.#kind;
  }

  /** Runs the module once over one batch. Throws an {@link EngineError} when it traps or refuses. */
  process(input: ModuleInput): ModuleOutput {
    putI64(this.#head, 0, input.baseOffset);
    this.#head.writeUInt32BE(input.records.length, 8);
    if (this.#timestampAt >= 0) putI64(this.#rest, this.#timestampAt, input.baseTimestamp);
    const returned = this.#call(this.#transform, this.#head, input.records, this.#rest);
    if (returned < 0) throw new EngineError('call', REFUSALS.get(returned) ?? UNKNOWN_REFUSAL);
    try {
      return this.#decodeOutput(this.#outputView());
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
      this.#outputAt = ptr >>> 0;
      this.#outputLength = length >>> 0;
    };
    const named = WebAssembly.Module.imports(module).filter((wanted) => wanted.name === 'copy_records');
    return Object.fromEntries(named.map((wanted) => [wanted.module, { copy_records: copyRecords }]));
  }

  /** As wasmtime has it, which looks at the types first: JavaScript would call a function with any number of parameters. */
  #typed(name: string, found: Export): Export {
    if (found.length === 3) return found;
    const what = `${name} must have the parameters pointer, length and version, and has ${found.length}`;
    throw new EngineError('init', `type mismatch with parameters: ${what}`);
  }

  #init(params: ReadonlyMap<string, string>): void {
    const init = this.#exports.init;
    if (typeof init !== 'function') return;
    const input = new Writer();
    writeParams(input, params, this.#version);
    const returned = this.#call(this.#typed('init', init as Export), input.finish());
    if (returned >= 0) return;
    if (returned !== INIT_FAILED) throw new EngineError('init', UNKNOWN_REFUSAL);
    const hint = new Reader(this.#outputView()).string();
    throw new EngineError('init', `${hint}\n\nSmartModule Init Error: \n`);
  }

  /** Calls the module with the parts one after the other, each copied once: into its memory. */
  #call(run: Export, ...parts: readonly Uint8Array[]): number {
    this.#outputAt = 0;
    this.#outputLength = 0;
    const { alloc } = this.#exports;
    if (typeof alloc !== 'function') throw new EngineError('call', 'missing alloc');
    let length = 0;
    for (const part of parts) length += part.length;
    try {
      this.#beforeCall();
      const ptr = (alloc as (length: number) => number)(length) >>> 0;
      let at = ptr;
      const memory = this.#memory();
      for (const part of parts) {
        memory.set(part, at);
        at += part.length;
      }
      return run(ptr, length, this.#version);
    } catch (error) {
      if (error instanceof EngineError) throw error;
      throw new EngineError('call', (error as Error).message, { cause: error });
    }
  }

  /** All of its memory, which is another buffer whenever it has grown. */
  #memory(): Buffer {
    const { memory } = this.#exports;
    if (!(memory instanceof WebAssembly.Memory)) throw new EngineError('call', 'Missing memory');
    if (this.#seen.buffer !== memory.buffer) this.#seen = Buffer.from(memory.buffer);
    return this.#seen;
  }

  /** What the module pointed at: the next call may overwrite it. */
  #outputView(): Buffer {
    const memory = this.#memory();
    const end = this.#outputAt + this.#outputLength;
    if (end > memory.length) throw new EngineError('call', 'its output lies outside of its memory');
    return memory.subarray(this.#outputAt, end);
  }

  /**
   * What follows base_offset i64 · records bytes:
   *
   *     [params · lookback] until 22 · [join_record bytes] 16 to 22 · [base_timestamp i64] since 22
   *     · [accumulator bytes] aggregate only
   */
  #encodeRest(): void {
    const writer = new Writer(64 + this.#accumulator.length);
    if (this.#version <= PARAMS_UNTIL) writeParams(writer, new Map(), this.#version);
    if (this.#version >= JOIN_RECORD_SINCE && this.#version <= PARAMS_UNTIL) writer.bytes(NO_BYTES);
    if (this.#version >= TIMESTAMP_SINCE) {
      this.#timestampAt = writer.length;
      writer.i64(0);
    }
    if (this.#kind === 'aggregate') writer.bytes(this.#accumulator);
    this.#rest = writer.finish();
  }

  /** `records · error option(hint string · offset i64 · kind u8 · key option(varbytes) · value varbytes)` */
  #decodeOutput(output: Buffer): ModuleOutput {
    const count = output.length < COUNT_BYTES ? new Reader(output).i32() : output.readInt32BE(0);
    const cursor = new VarintCursor(output, COUNT_BYTES);
    for (let left = count; left > 0; left--) cursor.skipBytes();
    const records = output.subarray(0, cursor.at);
    if (this.#kind !== 'aggregate' && output[cursor.at] === NO_FAILURE)
      return { records, count: Math.max(0, count), failure: null };
    const reader = new Reader(output, cursor.at);
    const failure = reader.option(readFailure, this.#version);
    if (this.#kind === 'aggregate') {
      if (this.#version >= ACCUMULATOR_SINCE) this.#accumulator = Buffer.from(reader.bytes());
      this.#encodeRest();
    }
    return { records, count: Math.max(0, count), failure };
  }
}

function writeParams(writer: Writer, params: ReadonlyMap<string, string>, version: number): void {
  // A BTreeMap travels in the order of its keys.
  const sorted = [...params].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  writer.map(new Map(sorted), writeString, writeString, version);
  if (version >= LOOKBACK_SINCE) writer.bool(false);
}

function putI64(bytes: Buffer, at: number, value: number): void {
  const high = Math.floor(value / 0x1_0000_0000);
  bytes.writeInt32BE(high, at);
  bytes.writeUInt32BE(value - high * 0x1_0000_0000, at + 4);
}

/** Copies, which may leave the module's memory. */
function readFailure(reader: Reader): RecordFailure {
  return {
    hint: reader.string(),
    offset: reader.i64(),
    kind: reader.u8(),
    key: reader.option((bytes) => Buffer.from(bytes.varbytes()), 0),
    value: Buffer.from(reader.varbytes()),
  };
}
