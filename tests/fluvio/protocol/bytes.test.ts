import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecodeError, EncodeError } from '../../../fluvio/protocol/decode-error.js';
import { Reader, readI32, readTag, readU32 } from '../../../fluvio/protocol/reader.js';
import {
  MAX_STRING_BYTES,
  Writer,
  writeI32,
  writeString,
  writeTag,
  writeU32,
} from '../../../fluvio/protocol/writer.js';

const hex = (write: (writer: Writer) => void): string => {
  const writer = new Writer(1);
  write(writer);
  return writer.finish().toString('hex');
};
const read = <T>(bytes: string, decode: (reader: Reader) => T): T =>
  decode(new Reader(Buffer.from(bytes, 'hex')));
const code = (decode: () => unknown): string => {
  try {
    decode();
  } catch (error) {
    if (error instanceof DecodeError || error instanceof EncodeError) return error.code;
    throw error;
  }
  return 'none';
};

describe('numbers', () => {
  it.each([
    ['i64', -1, 'ffffffffffffffff'],
    ['i64', Number.MAX_SAFE_INTEGER, '001fffffffffffff'],
    ['i64', Number.MIN_SAFE_INTEGER, 'ffe0000000000001'],
    ['i64', -(2 ** 32), 'ffffffff00000000'],
    ['u64', 2 ** 32 + 5, '0000000100000005'],
    ['i32', -2, 'fffffffe'],
    ['u32', 0xffff_fffe, 'fffffffe'],
    ['i16', -3, 'fffd'],
    ['u16', 0xfffd, 'fffd'],
    ['i8', -1, 'ff'],
    ['u8', 255, 'ff'],
    ['varint', 0, '00'],
    ['varint', -1, '01'],
    ['varint', 63, '7e'],
    ['varint', 64, '8001'],
    ['varint', -65, '8101'],
    ['varint', 2 ** 31, '8080808010'],
    ['varint', -(2 ** 52), 'ffffffffffffff0f'],
  ] as const)('%s %d is %s', (type, value, bytes) => {
    expect(hex((writer) => writer[type](value))).toBe(bytes);
    expect(read(bytes, (reader) => reader[type]())).toBe(value);
  });

  it('of 64 bits that a double cannot hold are refused, not rounded', () => {
    expect(code(() => read('0020000000000000', (reader) => reader.i64()))).toBe('unsafe-integer');
    expect(code(() => read('8000000000000000', (reader) => reader.i64()))).toBe('unsafe-integer');
    expect(code(() => read('ffffffffffffffff', (reader) => reader.u64()))).toBe('unsafe-integer');
    expect(code(() => read('ffffffffffffffff7f', (reader) => reader.varint()))).toBe('unsafe-integer');
    expect(code(() => read('ffffffffffffffffffff01', (reader) => reader.varint()))).toBe('invalid');
  });

  it('that are times are whatever a producer wrote, as near as a double comes', () => {
    const time = (bytes: string) => read(bytes, (reader) => reader.timestamp());
    expect(time('001fffffffffffff')).toBe(Number.MAX_SAFE_INTEGER);
    expect(time('0020000000000000')).toBe(Number.MAX_SAFE_INTEGER);
    expect(time('8000000000000000')).toBe(Number.MIN_SAFE_INTEGER);
    expect(time('ffffffffffffffff')).toBe(-1);
  });

  it('that their field cannot hold are not written', () => {
    const refused: ((writer: Writer) => void)[] = [
      (writer) => writer.u8(256),
      (writer) => writer.i8(-129),
      (writer) => writer.u16(-1),
      (writer) => writer.i16(0x8000),
      (writer) => writer.i32(2 ** 31),
      (writer) => writer.u32(-1),
      (writer) => writer.u64(-1),
      (writer) => writer.i64(2 ** 53),
      (writer) => writer.i64(1.5),
      (writer) => writer.varint(2 ** 52),
      (writer) => writer.i32(Number.NaN),
    ];
    for (const write of refused) expect(code(() => hex(write))).toBe('unencodable');
  });

  it('of 64 bits and varints come back, whatever they are', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: -(2 ** 52), max: 2 ** 52 - 1 }), (offset, delta) => {
        expect(
          read(
            hex((writer) => writer.i64(offset)),
            (reader) => reader.i64(),
          ),
        ).toBe(offset);
        expect(
          read(
            hex((writer) => writer.varint(delta)),
            (reader) => reader.varint(),
          ),
        ).toBe(delta);
      }),
    );
  });
});

describe('text', () => {
  it('is UTF-8 after its length', () => {
    expect(hex((writer) => writer.string('é→'))).toBe('0005c3a9e28692');
    expect(read('0005c3a9e28692', (reader) => reader.string())).toBe('é→');
  });

  it('that is not UTF-8 is refused; a replacement character that was sent is not', () => {
    expect(code(() => read('0002c328', (reader) => reader.string()))).toBe('invalid');
    expect(read('0003efbfbd', (reader) => reader.string())).toBe('\ufffd');
  });

  it('of negative length is empty, as for Fluvio', () => {
    expect(read('ffff41', (reader) => [reader.string(), reader.remaining])).toEqual(['', 1]);
  });

  it('longer than Fluvio reads is not written', () => {
    expect(hex((writer) => writer.string('x'.repeat(MAX_STRING_BYTES)))).toHaveLength(
      2 * (2 + MAX_STRING_BYTES),
    );
    expect(code(() => hex((writer) => writer.string('x'.repeat(MAX_STRING_BYTES + 1))))).toBe('unencodable');
  });
});

describe('lengths off the wire', () => {
  it.each<[string, string, (reader: Reader) => unknown]>([
    ['a list', '7fffffff00', (reader) => reader.vec(readI32, 0)],
    ['bytes', 'ffffffff00', (reader) => reader.bytes()],
    ['varbytes', 'feffffff0f00', (reader) => reader.varbytes()],
    ['text', '7fff00', (reader) => reader.string()],
    ['a nested part', '0000000200', (reader) => reader.nested32()],
    ['a map', 'ffff00000001', (reader) => reader.map(readU32, readU32, 0)],
  ])('of %s are held against the bytes there are', (_, bytes, decode) => {
    expect(code(() => read(bytes, decode))).toBe('truncated');
  });

  it('of a list are refused before an item is read or room for it made', () => {
    let items = 0;
    const count = (): number => items++;
    expect(code(() => read('0000000400', (reader) => reader.vec(count, 0)))).toBe('truncated');
    expect(items).toBe(0);
  });

  it('that are negative make an empty list, as for Fluvio, but no bytes', () => {
    expect(read('ffffffff', (reader) => reader.vec(readI32, 0))).toEqual([]);
    expect(code(() => read('01', (reader) => reader.varbytes()))).toBe('invalid');
  });

  it('do not let a nested reader see beyond its part', () => {
    const nested = read('000000020102030405', (reader) => reader.nested32());
    expect(nested.u16()).toBe(0x0102);
    expect(code(() => nested.u8())).toBe('truncated');
  });
});

describe('compounds', () => {
  it('have the form of Fluvio', () => {
    expect(hex((writer) => writer.option(null, writeI32, 0))).toBe('00');
    expect(hex((writer) => writer.option(1, writeI32, 0))).toBe('0100000001');
    expect(hex((writer) => writer.vec(['a', 'b'], writeString, 0))).toBe('00000002000161000162');
    expect(hex((writer) => writer.map(new Map([['k', 7]]), writeString, writeU32, 0))).toBe(
      '000100016b00000007',
    );
    expect(hex((writer) => writer.duration({ seconds: 1, nanoseconds: 2 }))).toBe('000000000000000100000002');
    expect(hex((writer) => writer.nested32((inner) => inner.u8(9)))).toBe('0000000109');
    expect(hex((writer) => writer.varbytes(Buffer.from('hi')))).toBe('046869');
  });

  it('refuse flags and tags that there are not', () => {
    expect(code(() => read('02', (reader) => reader.bool()))).toBe('invalid');
    expect(code(() => read('02', (reader) => readTag(reader, ['a', 'b'], 'letter')))).toBe('invalid');
    expect(code(() => hex((writer) => writeTag(writer, 'c' as string, ['a', 'b'])))).toBe('unencodable');
  });

  it('say where they failed', () => {
    const reader = new Reader(Buffer.from('0000000002', 'hex'));
    reader.u32();
    expect(() => reader.bool()).toThrow(/at byte 4/);
  });

  it('read from a plain Uint8Array within a larger buffer', () => {
    const bytes = Uint8Array.from([9, 9, 0, 0, 0, 5]).subarray(2);
    expect(new Reader(bytes).u32()).toBe(5);
  });
});
