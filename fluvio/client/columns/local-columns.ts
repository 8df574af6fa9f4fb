import { readFileSync } from 'node:fs';
import { builtFile } from '../built.js';
import { FluvioError } from '../errors.js';
import { withParameters } from '../module-parameters.js';
import type { RecordBatch } from '../types.js';
import { allDeferred, isTooLarge } from './all-deferred.js';
import type { ColumnBatch, ColumnShape } from './column-batch.js';
import { openColumns } from './open-columns.js';
import { StreamStrings } from './stream-strings.js';

/** f64 timestamp, u32 start, u32 end of each record. */
const RECORD_BYTES = 16;
/** Where an answer has its length. */
const LENGTH_AT = 52;

interface Exports {
  readonly memory: WebAssembly.Memory;
  init(at: number, length: number): number;
  alloc(length: number): number;
  judge(at: number, count: number, bytes: number): number;
}

/**
 * A columns module that runs here, over records as `envelope` or the plain iterator give them. Its dictionary lives as
 * long as the instance, and is emptied when it is full.
 */
export class LocalColumns {
  readonly #exports: Exports;
  readonly #shape: ColumnShape;
  readonly #strings = new StreamStrings();
  /** 0, 1, 2 … */
  #places = new Int32Array(0);

  /**
   * @param module its name, such as `columns-player-events`
   * @param parameters `ahead_ms`: how far an event may be ahead of its record; below 0, every record is deferred
   * Throws NOT_BUILT, and RangeError for parameters that the module does not have.
   */
  constructor(module: string, shape: ColumnShape, parameters: Readonly<Record<string, string>> = {}) {
    this.#shape = shape;
    const wasm = withParameters(compiled(module), parameters);
    const copy_records = () => undefined;
    const instance = new WebAssembly.Instance(new WebAssembly.Module(wasm), { env: { copy_records } });
    this.#exports = instance.exports as unknown as Exports;
    const { alloc, init, memory } = this.#exports;
    // No parameters from outside: those in the module count.
    const at = alloc(2);
    new Uint8Array(memory.buffer, at, 2).fill(0);
    if (init(at, 2) !== 0) throw failed(module);
  }

  /** The batch in columns, with all of its records as `raw`. Columns are copied, so that they last. */
  judge(batch: RecordBatch): ColumnBatch {
    if (isTooLarge(batch))
      return allDeferred(batch, this.#shape, this.#strings, (piece) => this.judge(piece).hashes);
    const { topic, partition, baseOffset, count, timestamps } = batch;
    const answer = this.#answer(batch);
    const columns = openColumns(topic, partition, answer, this.#shape, this.#strings);
    return { ...columns, baseOffset, timestamps, raw: batch, rawIndex: this.#upTo(count) };
  }

  #answer({ topic, count, bytes, timestamps, valueStart, valueEnd, packed }: RecordBatch): Buffer {
    const { alloc, judge, memory } = this.#exports;
    const from = packed && count > 0 ? valueStart[0]! : 0;
    const values = packed && count > 0 ? bytes.subarray(from, valueEnd[count - 1]) : bytes;
    const columnBytes = count * RECORD_BYTES;
    const at = alloc(columnBytes + values.length);
    new Float64Array(memory.buffer, at, count).set(timestamps.subarray(0, count));
    const starts = new Uint32Array(memory.buffer, at + 8 * count, 2 * count);
    for (let i = 0; i < count; i++) {
      starts[i] = valueStart[i]! - from;
      starts[count + i] = valueEnd[i]! - from;
    }
    new Uint8Array(memory.buffer, at + columnBytes, values.length).set(values);

    const out = judge(at, count, values.length);
    if (out < 0) throw failed(topic);
    const length = new DataView(memory.buffer).getUint32(out + LENGTH_AT, true);
    return Buffer.from(memory.buffer.slice(out, out + length));
  }

  #upTo(count: number): Int32Array {
    if (this.#places.length < count) this.#places = Int32Array.from({ length: 2 * count }, (_, i) => i);
    return this.#places.subarray(0, count);
  }
}

function compiled(module: string): Buffer {
  return readFileSync(builtFile(`fluvio/smartmodules/${module}.wasm`));
}

function failed(what: string): FluvioError {
  return new FluvioError('SMARTMODULE_FAILED', `The columns SmartModule gave up on ${what}.`);
}
