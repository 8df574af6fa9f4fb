import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dropBefore, openEnvelope } from '../../../fluvio/client/envelope.js';
import type { RecordBatch } from '../../../fluvio/client/types.js';
import { decodeOutput, encodeInput, encodeRecords, ModuleRun, type StoredRecord } from './run-module.js';

const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));
const record: fc.Arbitrary<StoredRecord> = fc.record({
  key: fc.option(bytes(40), { nil: undefined }),
  value: bytes(300),
  timestampDelta: fc.integer({ min: -1_000_000, max: 2 ** 40 }),
  offsetDelta: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
});
const batch = fc.record({
  records: fc.array(record, { maxLength: 60 }),
  baseOffset: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  baseTimestamp: fc.oneof(fc.constant(-1), fc.constant(0), fc.integer({ min: 1, max: 253_402_300_799_999 })),
  version: fc.constantFrom(15, 16, 19, 20, 22, 23, 25),
  params: fc.boolean(),
});

function pack(module: ModuleRun, input: Buffer, version: number): RecordBatch {
  const { status, output } = module.call(input, version);
  expect(status).toBe(1);
  const values = decodeOutput(output!);
  expect(values).toHaveLength(1);
  return openEnvelope('topic', 2, values[0]!);
}

function key(packed: RecordBatch, i: number): Buffer | undefined {
  if (packed.keyStart[i] === -1) return undefined;
  return packed.bytes.subarray(packed.keyStart[i], packed.keyEnd[i]);
}

function value(packed: RecordBatch, i: number): Buffer {
  return packed.bytes.subarray(packed.valueStart[i], packed.valueEnd[i]);
}

describe('envelope', () => {
  it('gives back any batch exactly, one record out', () => {
    const module = new ModuleRun('envelope');
    fc.assert(
      fc.property(batch, ({ records, baseOffset, baseTimestamp, version, params }) => {
        const input = encodeInput(records, { baseOffset, baseTimestamp, version, params });
        const packed = pack(module, input, version);
        expect(packed).toMatchObject({ topic: 'topic', partition: 2, baseOffset, count: records.length });
        records.forEach((stored, i) => {
          expect(key(packed, i)).toEqual(stored.key);
          expect(value(packed, i)).toEqual(stored.value);
          const time = baseTimestamp + stored.timestampDelta;
          const none = version < 22 || baseTimestamp <= 0 || time === -1;
          expect(packed.timestamps[i]).toBe(none ? Number.NaN : time);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('gives batches that follow one another as one, up to an offset, and the same again when asked again', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ batch, gap: fc.constantFrom(0, 0, 0, 0, 5) }), { minLength: 1, maxLength: 30 }),
        fc.nat(2_000),
        fc.boolean(),
        (batches, holdTo, twice) => {
          const module = new ModuleRun('envelope', { hold_to: String(holdTo) });
          const due = new Map<number, string>();
          const come: [number, string][] = [];
          const shown = (own: Buffer | undefined, value: Buffer, time: number) =>
            `${own?.toString('hex')} ${value.toString('hex')} ${time}`;
          let base = 0;
          for (const { batch: next, gap } of batches) {
            base += gap;
            const input = encodeInput(next.records, { ...next, baseOffset: base });
            next.records.forEach((stored, i) => {
              const time = next.baseTimestamp + stored.timestampDelta;
              const none = next.version < 22 || next.baseTimestamp <= 0 || time === -1;
              due.set(base + i, shown(stored.key, stored.value, none ? Number.NaN : time));
            });
            base += next.records.length;
            if (twice) module.call(input, next.version);
            for (const bytes of decodeOutput(module.call(input, next.version).output!)) {
              const packed = openEnvelope('t', 0, bytes);
              for (let i = 0; i < packed.count; i++) {
                come.push([
                  packed.baseOffset + i,
                  shown(key(packed, i), value(packed, i), packed.timestamps[i]!),
                ]);
              }
            }
            if (base >= holdTo) expect(come).toHaveLength(due.size);
          }
          expect(come).toEqual([...due].slice(0, come.length));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('holds no more than makes a value', () => {
    const module = new ModuleRun('envelope', { hold_to: String(2 ** 50) });
    const sizes = [];
    const long = Array.from({ length: 50 }, (_, offsetDelta) => ({
      key: Buffer.from('k'),
      value: Buffer.alloc(offsetDelta * 40, 97),
      timestampDelta: 0,
      offsetDelta,
    }));
    for (let at = 0; at < 10_000; at += 50) {
      const { output } = module.call(
        encodeInput(long, { baseOffset: at, baseTimestamp: 1, version: 23 }),
        23,
      );
      for (const bytes of decodeOutput(output!))
        sizes.push([openEnvelope('t', 0, bytes).count, bytes.length]);
    }
    expect(sizes.length).toBeLessThan(25);
    for (const [count, length] of sizes) {
      // What had no room beside the others comes by itself.
      expect(count === 50 || count! > 1_000).toBe(true);
      expect(length).toBeLessThan(1_500_000);
    }
    expect(module.pages * 65_536).toBeLessThan(6 * 1024 * 1024);
  });

  it('lays all values one after the other', () => {
    const records = ['a', '', 'ccc'].map((text, offsetDelta) => ({
      key: Buffer.from('k'),
      value: Buffer.from(text),
      timestampDelta: 0,
      offsetDelta,
    }));
    const input = encodeInput(records, { baseOffset: 7, baseTimestamp: 1, version: 23 });
    const packed = pack(new ModuleRun('envelope'), input, 23);
    expect(packed.bytes.subarray(packed.valueStart[0], packed.valueEnd[2]).toString()).toBe('accc');
    const rest = dropBefore(packed, 9);
    expect([rest.baseOffset, rest.count, value(rest, 0).toString(), rest.packed]).toEqual([
      9,
      1,
      'ccc',
      false,
    ]);
  });

  it('takes a batch of 50 MB, and uses the same memory again for the next', () => {
    const module = new ModuleRun('envelope');
    const records = Array.from({ length: 50 }, (_, offsetDelta) => ({
      key: undefined,
      value: Buffer.alloc(1_000_000, offsetDelta),
      timestampDelta: 0,
      offsetDelta,
    }));
    const input = encodeInput(records, { baseOffset: 0, baseTimestamp: 1, version: 23 });
    const packed = pack(module, input, 23);
    expect(value(packed, 49).equals(records[49]!.value)).toBe(true);
    const pages = module.pages;
    expect(pages * 65536).toBeLessThan(110_000_000);
    for (let i = 0; i < 3; i++) pack(module, input, 23);
    expect(module.pages).toBe(pages);
  });

  it('refuses what is not a batch, and goes on working', () => {
    const module = new ModuleRun('envelope');
    const good = encodeInput(
      [{ key: undefined, value: Buffer.from('v'), timestampDelta: 0, offsetDelta: 0 }],
      {
        baseOffset: 0,
        baseTimestamp: 1,
        version: 23,
      },
    );
    for (let length = 0; length < good.length; length++) {
      expect(module.call(good.subarray(0, length), 23).status, `cut to ${length}`).toBeLessThan(0);
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(15, 22, 23), (noise, version) => {
        const { status } = module.call(Buffer.from(noise), version);
        expect(status === 1 || status < 0).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), (at, byte) => {
        const broken = Buffer.from(good);
        broken[at] = byte;
        const { status } = module.call(broken, 23);
        expect(status === 1 || status < 0).toBe(true);
      }),
    );
    expect(pack(module, good, 23).count).toBe(1);
  });

  it('refuses a count and lengths that the bytes cannot hold', () => {
    const module = new ModuleRun('envelope');
    const body = encodeRecords([]);
    body.writeInt32BE(0x7fffffff, 0);
    const input = Buffer.concat([Buffer.alloc(8), Buffer.from([0, 0, 0, 4]), body, Buffer.alloc(8)]);
    expect(module.call(input, 23).status).toBeLessThan(0);
    input.writeInt32BE(0x7fffffff, 8);
    expect(module.call(input, 23).status).toBeLessThan(0);
  });
});

describe('boundary', () => {
  it('answers for each record with the base and the count of its stored batch', () => {
    const module = new ModuleRun('boundary');
    fc.assert(
      fc.property(batch, ({ records, baseOffset, baseTimestamp, version, params }) => {
        const input = encodeInput(records, { baseOffset, baseTimestamp, version, params });
        const values = decodeOutput(module.call(input, version).output!);
        expect(values).toHaveLength(records.length);
        for (const at of values) {
          expect(Number(at.readBigInt64LE(0))).toBe(baseOffset);
          expect(at.readUInt32LE(8)).toBe(records.length);
        }
      }),
    );
  });
});
