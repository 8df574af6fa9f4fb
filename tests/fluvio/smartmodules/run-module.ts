import { readFileSync } from 'node:fs';
import { builtFile } from '../../../fluvio/client/built.js';
import { withParameters } from '../../../fluvio/client/module-parameters.js';

/** One record as it stands in a stored batch. */
export interface StoredRecord {
  readonly key: Buffer | undefined;
  readonly value: Buffer;
  readonly timestampDelta: number;
  readonly offsetDelta: number;
}

/** Runs one of the built SmartModules as the engine does: `alloc`, copy in, call, copy what it hands over out. */
export class ModuleRun {
  private readonly exports: Record<string, CallableFunction>;
  private readonly memory: WebAssembly.Memory;
  private handedOver: Buffer | undefined;

  /** @param parameters as the client patches them in */
  constructor(name: string, parameters: Readonly<Record<string, string>> = {}) {
    const file = builtFile(`fluvio/smartmodules/${name}.wasm`);
    const copy_records = (at: number, length: number) => {
      this.handedOver = Buffer.from(new Uint8Array(this.memory.buffer, at, length));
    };
    const wasm = withParameters(readFileSync(file), parameters);
    const instance = new WebAssembly.Instance(new WebAssembly.Module(wasm), { env: { copy_records } });
    this.exports = instance.exports as Record<string, CallableFunction>;
    this.memory = instance.exports.memory as WebAssembly.Memory;
    const { alloc, init } = this.exports;
    // No parameters from outside: those in the module count.
    if (init !== undefined && init(alloc!(3), 3, 23) !== 0) throw new Error(`${name} refuses its parameters`);
  }

  get pages(): number {
    return this.memory.buffer.byteLength / 65536;
  }

  /** Returns what the function returned and, when it handed something over, those bytes. */
  call(input: Buffer, version: number): { status: number; output: Buffer | undefined } {
    this.handedOver = undefined;
    const at = this.exports.alloc!(input.length) as number;
    new Uint8Array(this.memory.buffer).set(input, at);
    const status = this.exports.array_map!(at, input.length, version) as number;
    return { status, output: this.handedOver };
  }
}

export function encodeInput(
  records: readonly StoredRecord[],
  at: { baseOffset: number; baseTimestamp: number; version: number; params?: boolean },
): Buffer {
  const body = encodeRecords(records);
  const parts = [int64(at.baseOffset), int32(body.length), body];
  if (at.version <= 22) {
    parts.push(Buffer.from(at.params ? [0, 1, 0, 1, 97, 0, 1, 98] : [0, 0]));
    if (at.version >= 20) parts.push(Buffer.from([0]));
    if (at.version >= 16) parts.push(int32(0));
  }
  if (at.version >= 22) parts.push(int64(at.baseTimestamp));
  return Buffer.concat(parts);
}

export function encodeRecords(records: readonly StoredRecord[]): Buffer {
  return Buffer.concat([int32(records.length), ...records.map(encodeRecord)]);
}

function encodeRecord(record: StoredRecord): Buffer {
  const key = record.key ? [Buffer.from([1]), varint(record.key.length), record.key] : [Buffer.from([0])];
  const body = Buffer.concat([
    Buffer.from([0]),
    varint(record.timestampDelta),
    varint(record.offsetDelta),
    ...key,
    varint(record.value.length),
    record.value,
    varint(0),
  ]);
  return Buffer.concat([varint(body.length), body]);
}

/** The values of the records that a module handed over; checks that nothing is left and no error is set. */
export function decodeOutput(output: Buffer): Buffer[] {
  let at = 4;
  const read = () => {
    let raw = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = BigInt(output[at++]!);
      raw |= (byte & 0x7fn) << shift;
      if (byte < 0x80n) return Number((raw >> 1n) ^ -(raw & 1n));
    }
  };
  const values: Buffer[] = [];
  for (let left = output.readInt32BE(0); left > 0; left--) {
    const length = read();
    const end = at + length;
    if (output.readUInt32BE(at) !== 0)
      throw new Error('attributes, deltas and key of an output record are zero');
    at += 4;
    const size = read();
    values.push(output.subarray(at, at + size));
    at += size + 1;
    if (at !== end) throw new Error('an output record is as long as it says');
  }
  if (output[at] !== 0 || at + 1 !== output.length) throw new Error('the output ends with "no error"');
  return values;
}

function varint(value: number): Buffer {
  let raw = BigInt.asUintN(64, (BigInt(value) << 1n) ^ (BigInt(value) >> 63n));
  const bytes: number[] = [];
  for (; raw >= 0x80n; raw >>= 7n) bytes.push(Number(raw & 0x7fn) | 0x80);
  bytes.push(Number(raw));
  return Buffer.from(bytes);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function int64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
}
