import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameCutter, writeFrame } from '../../../fluvio/client/native/frames.js';
import { decodeOutgoing, encodeOutgoing } from '../../../fluvio/client/native/outgoing.js';

const frame = fc.record({
  kind: fc.nat(255),
  id: fc.nat(2 ** 32 - 1),
  parts: fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 3 }),
});

describe('frames between the two processes', () => {
  it('come out as they went in, however the socket cuts them', () => {
    fc.assert(
      fc.property(
        fc.array(frame, { maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 50 })),
        (frames, cuts) => {
          const socket = new PassThrough({ highWaterMark: 1 << 20 });
          for (const { kind, id, parts } of frames) writeFrame(socket, kind, id, ...parts);
          const bytes = (socket.read() as Buffer | null) ?? Buffer.alloc(0);
          const seen: [number, number, Buffer][] = [];
          const cutter = new FrameCutter((kind, id, payload) => seen.push([kind, id, payload]));
          let at = 0;
          for (let i = 0; at < bytes.length; i++) {
            const size = cuts.length > 0 ? cuts[i % cuts.length]! : bytes.length;
            cutter.push(bytes.subarray(at, at + size));
            at += size;
          }
          expect(seen).toEqual(frames.map(({ kind, id, parts }) => [kind, id, Buffer.concat(parts)]));
        },
      ),
    );
  });

  it('carry any records', () => {
    const data = fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array());
    fc.assert(
      fc.property(fc.array(fc.record({ key: data, value: data })), (records) => {
        const chunks = encodeOutgoing(records);
        expect(chunks.reduce((sum, { count }) => sum + count, 0)).toBe(records.length);
        const decoded = chunks.flatMap(({ bytes }) => decodeOutgoing(bytes));
        const hex = (value: unknown) => Buffer.from(value as Uint8Array).toString('hex');
        expect(decoded.map(([key, value]) => [hex(key), hex(value)])).toEqual(
          records.map(({ key, value }) => [hex(key), hex(value)]),
        );
      }),
    );
  });

  it('carry records in order and in chunks of a bounded size', () => {
    const records = Array.from({ length: 100 }, (_, i) => ({ key: String(i), value: 'x'.repeat(16_000) }));
    const chunks = encodeOutgoing(records);
    expect(chunks.length).toBeGreaterThan(4);
    for (const { bytes } of chunks) expect(bytes.length).toBeLessThan(280_000);
    const keys = chunks.flatMap(({ bytes }) => decodeOutgoing(bytes)).map(([key]) => String(key));
    expect(keys).toEqual(records.map(({ key }) => key));
  });
});
