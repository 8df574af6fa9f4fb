import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecodeError } from '../../../fluvio/protocol/decode-error.js';
import {
  decodeRequestHeader,
  encodeRequestFrame,
  encodeResponseFrame,
  FrameSplitter,
  MAX_FRAME_BYTES,
} from '../../../fluvio/protocol/frame.js';
import { Reader } from '../../../fluvio/protocol/reader.js';

const frame = (payload: Uint8Array): Buffer => {
  const length = Buffer.alloc(4);
  length.writeInt32BE(payload.length);
  return Buffer.concat([length, payload]);
};

describe('FrameSplitter', () => {
  it('gives back what was framed, however the stream is cut', () => {
    const payloads = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 6 });
    const cuts = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(payloads, cuts, (sent, steps) => {
        const stream = Buffer.concat(sent.map(frame));
        const splitter = new FrameSplitter();
        const got: Buffer[] = [];
        for (let at = 0, turn = 0; at < stream.length; turn++) {
          const step = steps[turn % steps.length]!;
          got.push(...splitter.push(stream.subarray(at, at + step)));
          at += step;
        }
        expect(got.map((payload) => [...payload])).toEqual(sent.map((payload) => [...payload]));
        expect(splitter.pendingBytes).toBe(0);
      }),
    );
  });

  it('gives frames that stay as they are when later chunks come', () => {
    const splitter = new FrameSplitter();
    splitter.push(frame(Buffer.from('first')).subarray(0, 6));
    const [first] = splitter.push(frame(Buffer.from('first')).subarray(6));
    splitter.push(frame(Buffer.from('other')).subarray(0, 6));
    splitter.push(frame(Buffer.from('other')).subarray(6));
    expect(first?.toString()).toBe('first');
  });

  it('does not copy a frame that lies within its chunk', () => {
    const chunk = frame(Buffer.from('payload'));
    const [payload] = new FrameSplitter().push(chunk);
    expect(payload?.buffer).toBe(chunk.buffer);
  });

  it('refuses a length above its limit at once, whole or byte by byte', () => {
    const tooLong = Buffer.from('00000065', 'hex');
    expect(() => new FrameSplitter(100).push(tooLong)).toThrow(
      expect.objectContaining({ code: 'too-large' }) as DecodeError,
    );
    const splitter = new FrameSplitter(100);
    for (const byte of tooLong.subarray(0, 3)) expect(splitter.push(Buffer.of(byte))).toEqual([]);
    expect(() => splitter.push(tooLong.subarray(3))).toThrow(DecodeError);
    expect(new FrameSplitter(100).push(frame(Buffer.alloc(100)))).toHaveLength(1);
  });

  it('refuses a negative length', () => {
    expect(() => new FrameSplitter().push(Buffer.from('ffffffff', 'hex'))).toThrow(
      expect.objectContaining({ code: 'invalid' }) as DecodeError,
    );
  });

  it('takes no memory for a length alone', () => {
    const before = process.memoryUsage().arrayBuffers;
    const splitters = Array.from({ length: 200 }, () => new FrameSplitter());
    const header = Buffer.alloc(5);
    header.writeInt32BE(MAX_FRAME_BYTES);
    for (const splitter of splitters) expect(splitter.push(header)).toEqual([]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(MAX_FRAME_BYTES);
  });
});

describe('headers', () => {
  it('open a request', () => {
    const header = { apiKey: 1003, apiVersion: 16, correlationId: -2, clientId: 'me' };
    const bytes = encodeRequestFrame(header, (writer) => writer.u8(7));
    expect(bytes.toString('hex')).toBe('0000000d03eb0010fffffffe00026d6507');
    const reader = new Reader(bytes, 4);
    expect(decodeRequestHeader(reader)).toEqual(header);
    expect(reader.u8()).toBe(7);
  });

  it('count what the caller sends behind a response', () => {
    expect(encodeResponseFrame(5, (writer) => writer.u8(1), 100).toString('hex')).toBe('000000690000000501');
  });
});
