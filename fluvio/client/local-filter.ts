import { openEnvelope } from './envelope.js';
import { FluvioError } from './errors.js';
import { withParameters } from './module-parameters.js';
import { smartModuleBytes } from './smart-modules.js';
import type { RecordBatch } from './types.js';

/** The version whose input is the shortest: without parameters and join record, with a base timestamp. */
const VERSION = 23;
/** Length and deltas of a record, at their longest, and what else is around key and value. */
const AROUND_RECORD = 40;

interface Exports {
  readonly memory: WebAssembly.Memory;
  alloc(length: number): number;
  init(at: number, length: number, version: number): number;
  readonly filter?: Transform;
  readonly filter_map?: Transform;
}

type Transform = (at: number, length: number, version: number) => number;

/** A filter of the project that runs in this process, over what a stream through it would have read. */
export class LocalFilter {
  readonly #exports: Exports;
  readonly #transform: Transform;
  #handedOver: Buffer = Buffer.alloc(0);

  /**
   * @param parameters with which the module answers with envelopes
   * @throws FluvioError SMARTMODULE_FAILED with the module's own sentence when it refuses a parameter; RangeError when
   *   it has no such parameter, or no room for the value
   */
  constructor(
    readonly module: string,
    parameters: Readonly<Record<string, string>>,
  ) {
    const wasm = withParameters(smartModuleBytes(module), parameters);
    const copy_records = (at: number, length: number): void => {
      this.#handedOver = Buffer.from(new Uint8Array(this.#exports.memory.buffer, at, length));
    };
    const instance = new WebAssembly.Instance(new WebAssembly.Module(wasm), { env: { copy_records } });
    this.#exports = instance.exports as unknown as Exports;
    const transform = this.#exports.filter ?? this.#exports.filter_map;
    if (transform === undefined) throw this.#failed('it selects nothing');
    this.#transform = transform;
    // No parameters from outside: those in its bytes count.
    if (this.#call(this.#exports.init, Buffer.alloc(3)) < 0) {
      throw this.#failed(this.#handedOver.subarray(2).toString());
    }
  }

  /** The records that are selected, in their places; the others are there without key and value. */
  select(batch: RecordBatch): RecordBatch {
    if (this.#call(this.#transform, encodeInput(batch)) < 0) throw this.#failed('it refused a batch');
    const { topic, partition, timestamps } = batch;
    return { ...openEnvelope(topic, partition, onlyValue(this.#handedOver)), timestamps };
  }

  #call(run: Transform, input: Buffer): number {
    const { alloc, memory } = this.#exports;
    const at = alloc(input.length);
    new Uint8Array(memory.buffer).set(input, at);
    return run(at, input.length, VERSION);
  }

  #failed(why: string): FluvioError {
    return new FluvioError('SMARTMODULE_FAILED', `SmartModule ${this.module}: ${why}`);
  }
}

/** As fluvio/smartmodules/abi/input.ts has it. */
function encodeInput(batch: RecordBatch): Buffer {
  const { baseOffset, count, bytes, keyStart, keyEnd, valueStart, valueEnd } = batch;
  const input = Buffer.alloc(24 + bytes.length + count * AROUND_RECORD);
  input.writeBigInt64BE(BigInt(baseOffset), 0);
  input.writeInt32BE(count, 12);
  let at = 16;
  const putBytes = (from: number, to: number) => {
    at = putVarint(input, at, to - from);
    at += bytes.copy(input, at, from, to);
  };
  for (let i = 0; i < count; i++) {
    const hasKey = keyStart[i]! >= 0;
    const key = hasKey ? keyEnd[i]! - keyStart[i]! : 0;
    const value = valueEnd[i]! - valueStart[i]!;
    const keyBytes = hasKey ? varintBytes(key) + key : 0;
    // Attributes, two deltas that nobody looks at, whether there is a key; headers.
    at = putVarint(input, at, 5 + keyBytes + varintBytes(value) + value);
    at += 3;
    input[at++] = hasKey ? 1 : 0;
    if (hasKey) putBytes(keyStart[i]!, keyEnd[i]!);
    putBytes(valueStart[i]!, valueEnd[i]!);
    at += 1;
  }
  input.writeInt32BE(at - 12, 8);
  // Base timestamp 0: none, and the batch's own timestamps stand.
  return input.subarray(0, at + 8);
}

/** The value of the one record that was handed over: `i32 1 · length · 4 zero bytes · value length · value · …`. */
function onlyValue(output: Buffer): Buffer {
  const lengthAt = afterVarint(output, 4) + 4;
  const valueAt = afterVarint(output, lengthAt);
  // Behind it: headers, and no error.
  return output.subarray(valueAt, output.length - 2);
}

function afterVarint(bytes: Buffer, at: number): number {
  while (bytes[at]! >= 0x80) at++;
  return at + 1;
}

/** Zigzag, of a length. */
function putVarint(bytes: Buffer, at: number, value: number): number {
  let raw = value * 2;
  for (; raw >= 0x80; raw = Math.floor(raw / 128)) bytes[at++] = (raw & 0x7f) | 0x80;
  bytes[at++] = raw;
  return at;
}

function varintBytes(value: number): number {
  let bytes = 1;
  for (let raw = value * 2; raw >= 0x80; raw = Math.floor(raw / 128)) bytes++;
  return bytes;
}
