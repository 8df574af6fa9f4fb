import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assignOffset,
  BATCH_HEADER_BYTES,
  checkCrc,
  decodeBatchRecords,
  encodeBatch,
  NO_TIMESTAMP,
  nextOffset,
  type RawBatch,
  recordCount,
  recordsSection,
  splitBatches,
  wrapRecordsSection,
} from '../../../fluvio/protocol/batch.js';
import { crc32c } from '../../../fluvio/protocol/crc32c.js';
import { DecodeError } from '../../../fluvio/protocol/decode-error.js';
import { decodeRecords, encodeRecords } from '../../../fluvio/protocol/records.js';
import { newRecord } from './arbitrary-messages.js';

const one = (bytes: Buffer): RawBatch => splitBatches(bytes)[0]!;
const code = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof DecodeError) return error.code;
    throw error;
  }
  return 'none';
};

describe('crc32c', () => {
  it('is that of the standard', () => {
    expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
    expect(crc32c(Buffer.alloc(32))).toBe(0x8a9136aa);
    expect(crc32c(Buffer.alloc(32, 0xff))).toBe(0x62a8ab43);
    expect(crc32c(Buffer.from(Array.from({ length: 32 }, (_, i) => i)))).toBe(0x46dd794e);
  });

  it.each([0, 1, 2, 3, 5, 8])('can be taken of a part that begins at %i', (at) => {
    const standard = Buffer.from(Array.from({ length: 32 }, (_, i) => i));
    const bytes = Buffer.concat([Buffer.alloc(at, 'x'), standard, Buffer.from('yy')]);
    expect(crc32c(bytes, at, at + 32)).toBe(0x46dd794e);
    expect(crc32c(Buffer.concat([Buffer.alloc(at), Buffer.from('123456789yy')]), at, at + 9)).toBe(
      0xe3069283,
    );
  });

  it.each([0, 7, 4095, 4096, 4097, 8191, 8200, 20_011])('of %i bytes is what bit by bit gives', (length) => {
    const bytes = Buffer.from(Array.from({ length: length + 3 }, (_, i) => (i * 40_503) >>> (i % 13)));
    for (const at of [0, 1, 3]) {
      const part = bytes.subarray(at, at + length);
      expect(crc32c(bytes, at, at + length)).toBe(bitByBit(part));
    }
  });
});

describe('records', () => {
  it('have the form of Fluvio', () => {
    const bytes = encodeRecords([
      { key: null, value: Buffer.from('a') },
      { key: Buffer.from('k'), value: Buffer.from('bc'), timestampDelta: 5 },
    ]);
    expect(bytes.toString('hex')).toBe(
      [
        '00000002',
        '0e',
        '00',
        '00',
        '00',
        '00',
        '0261',
        '00',
        '14',
        '00',
        '0a',
        '02',
        '01',
        '026b',
        '046263',
        '00',
      ].join(''),
    );
  });

  it('come back as they were, keys absent and empty told apart', () => {
    const many = fc.array(newRecord, { maxLength: 8 });
    fc.assert(
      fc.property(many, (records) => {
        expect(decodeRecords(encodeRecords(records))).toEqual(
          records.map((record, offsetDelta) => ({ attributes: 0, offsetDelta, headers: 0, ...record })),
        );
      }),
    );
  });

  it('cut anywhere are truncated; with bytes changed they decode or fail with a DecodeError', () => {
    const many = fc.array(newRecord, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(many, fc.nat(), fc.constantFrom(0xff, 0x7f, 0x80, 1), (records, where, byte) => {
        const section = encodeRecords(records);
        for (let length = 0; length < section.length; length++) {
          expect(code(() => decodeRecords(section.subarray(0, length)))).toBe('truncated');
        }
        section[where % section.length] = byte;
        code(() => decodeRecords(section));
      }),
      { numRuns: 30 },
    );
  });

  it('that say another length than they have are refused', () => {
    expect(
      code(() => decodeRecords(Buffer.from('00000001' + '10' + '00000000' + '0261' + '00' + '00', 'hex'))),
    ).toBe('invalid');
    expect(code(() => decodeRecords(Buffer.from(`00000001${'01'}`, 'hex')))).toBe('invalid');
  });
});

describe('a batch', () => {
  const records = [
    { key: null, value: Buffer.from('first') },
    { key: Buffer.from('k'), value: Buffer.from('second') },
  ];

  it('has the header of Fluvio', () => {
    const bytes = encodeBatch(records, { baseOffset: 7, firstTimestamp: 1000, maxTimestamp: 1001 });
    expect(one(bytes).header).toEqual({
      baseOffset: 7,
      batchLength: bytes.length - 12,
      partitionLeaderEpoch: -1,
      magic: 2,
      crc: crc32c(bytes, 21),
      attributes: 0,
      lastOffsetDelta: 1,
      firstTimestamp: 1000,
      maxTimestamp: 1001,
      producerId: -1,
      producerEpoch: -1,
      firstSequence: -1,
    });
    expect(decodeBatchRecords(one(bytes)).map((record) => record.value.toString())).toEqual([
      'first',
      'second',
    ]);
  });

  it('of no records covers no offsets', () => {
    const { header } = one(encodeBatch([]));
    expect([recordCount(header), nextOffset(header), header.firstTimestamp]).toEqual([0, 0, NO_TIMESTAMP]);
  });

  it('is given its offset in place, without touching its CRC', () => {
    const bytes = encodeBatch(records);
    assignOffset(bytes, 2 ** 40, 3);
    const batch = one(bytes);
    expect(batch.header).toMatchObject({ baseOffset: 2 ** 40, partitionLeaderEpoch: 3 });
    expect(nextOffset(batch.header)).toBe(2 ** 40 + 2);
    checkCrc(batch);
  });

  it('with any byte of its content changed does not match its CRC', () => {
    const whole = encodeBatch(records);
    const { header } = one(whole);
    for (let at = 21; at < whole.length; at++) {
      const changed = Buffer.from(whole);
      changed[at]! ^= 0x20;
      expect(code(() => checkCrc({ header, bytes: changed }))).toBe('crc-mismatch');
    }
  });

  it('may have a schema id before its records', () => {
    const batch = one(encodeBatch(records, { schemaId: 12 }));
    expect(batch.header.attributes).toBe(0x10);
    expect(batch.bytes.readUInt32BE(BATCH_HEADER_BYTES)).toBe(12);
    expect(decodeBatchRecords(batch)).toHaveLength(2);
    checkCrc(batch);
  });

  it('wraps a section that is encoded already, with more offsets than records if need be', () => {
    const section = encodeRecords(records);
    const batch = one(wrapRecordsSection(section, { baseOffset: 10, recordCount: 5 }));
    expect(nextOffset(batch.header)).toBe(15);
    expect(recordsSection(batch).equals(section)).toBe(true);
    expect(nextOffset(one(wrapRecordsSection(section, { baseOffset: 10 })).header)).toBe(12);
  });
});

describe('a run of batches', () => {
  const run = Buffer.concat([
    encodeBatch([{ key: null, value: Buffer.from('a') }], { baseOffset: 0 }),
    encodeBatch([{ key: null, value: Buffer.from('b') }], { baseOffset: 1 }),
  ]);

  it('is cut into views of itself', () => {
    const batches = splitBatches(run);
    expect(batches.map((batch) => batch.header.baseOffset)).toEqual([0, 1]);
    expect(Buffer.concat(batches.map((batch) => batch.bytes)).equals(run)).toBe(true);
    expect(batches[1]!.bytes.buffer).toBe(run.buffer);
  });

  it('cut within a batch is truncated; between batches it is a shorter run', () => {
    const first = splitBatches(run)[0]!.bytes.length;
    for (let length = 1; length < run.length; length++) {
      const part = run.subarray(0, length);
      expect(code(() => splitBatches(part))).toBe(length === first ? 'none' : 'truncated');
    }
  });

  it.each([0, 44, -1, -0x8000_0000])('with a batch length of %d is refused', (length) => {
    const changed = Buffer.from(run);
    changed.writeInt32BE(length, 8);
    expect(code(() => splitBatches(changed))).toBe('invalid');
  });

  it('with a batch length beyond its end is truncated', () => {
    const changed = Buffer.from(run);
    changed.writeInt32BE(0x7fff_ffff, 8);
    expect(code(() => splitBatches(changed))).toBe('truncated');
  });

  it('with an unknown compression is refused when its records are wanted', () => {
    const changed = Buffer.from(run);
    changed.writeInt16BE(7, 21);
    const [batch] = splitBatches(changed);
    expect(code(() => recordsSection(batch!))).toBe('invalid');
  });
});

function bitByBit(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  }
  return ~crc >>> 0;
}
