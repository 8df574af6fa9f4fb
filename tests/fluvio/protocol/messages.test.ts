import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecodeError } from '../../../fluvio/protocol/decode-error.js';
import { Reader } from '../../../fluvio/protocol/reader.js';
import { Writer } from '../../../fluvio/protocol/writer.js';
import { MESSAGES } from './arbitrary-messages.js';
import { type Codec, MESSAGE_CODECS } from './message-codecs.js';

const directions = MESSAGE_CODECS.filter(
  ({ server, name }) => server === 'SPU' || name !== 'ApiVersions',
).flatMap(({ name, api, request, response }) => [
  { title: `${name} request`, api, codec: request, values: MESSAGES[name]!.request },
  { title: `${name} response`, api, codec: response, values: MESSAGES[name]!.response },
]);

describe.each(directions)('$title', ({ api, codec, values }) => {
  it('comes back as it was, in the newest version', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(decodeAll(codec, encode(codec, value, api.maxVersion), api.maxVersion)).toEqual(value);
      }),
      { numRuns: 60 },
    );
  });

  it('comes back with all the bytes it had, in every version', () => {
    fc.assert(
      fc.property(values, (value) => {
        for (let version = api.minVersion; version <= api.maxVersion; version++) {
          const once = encode(codec, value, version);
          const twice = encode(codec, decodeAll(codec, once, version), version);
          expect(twice.toString('hex')).toBe(once.toString('hex'));
        }
      }),
      { numRuns: 20 },
    );
  });

  it('cut anywhere, is truncated', () => {
    fc.assert(
      fc.property(values, (value) => {
        const whole = encode(codec, value, api.maxVersion);
        for (let length = 0; length < whole.length; length++) {
          expect(failure(codec, whole.subarray(0, length), api.maxVersion)?.code).toBe('truncated');
        }
      }),
      { numRuns: 8 },
    );
  });

  it('with any bytes changed, decodes or fails with a DecodeError', () => {
    const change = fc.record({ at: fc.nat(), with: fc.uint8Array({ minLength: 1, maxLength: 8 }) });
    const hostile = fc.constantFrom(
      [0xff],
      [0xff, 0xff, 0xff, 0xff],
      [0x7f, 0xff, 0xff, 0xff],
      [0x80, 0, 0, 0],
    );
    fc.assert(
      fc.property(values, change, hostile, (value, random, lengths) => {
        const whole = encode(codec, value, api.maxVersion);
        for (const bytes of [random.with, lengths]) {
          const at = random.at % (whole.length + 1);
          const behind = whole.subarray(at + bytes.length);
          const changed = Buffer.concat([whole.subarray(0, at), Uint8Array.from(bytes), behind]);
          failure(codec, changed, api.maxVersion);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('random bytes', () => {
  it('decode as something or fail with a DecodeError, whatever the message', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom(...directions),
        (bytes, { api, codec }) => {
          failure(codec, Buffer.from(bytes), api.maxVersion);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

function encode(codec: Codec, value: unknown, version: number): Buffer {
  const writer = new Writer(16);
  codec.encode(writer, value, version);
  return Buffer.from(writer.finish());
}

function decodeAll(codec: Codec, bytes: Buffer, version: number): unknown {
  const reader = new Reader(bytes);
  const value = codec.decode(reader, version);
  expect(reader.remaining).toBe(0);
  return value;
}

/** The DecodeError that decoding throws, if it does; any other error goes on. */
function failure(codec: Codec, bytes: Buffer, version: number): DecodeError | undefined {
  try {
    codec.decode(new Reader(bytes), version);
  } catch (error) {
    if (error instanceof DecodeError) return error;
    throw error;
  }
  return undefined;
}
