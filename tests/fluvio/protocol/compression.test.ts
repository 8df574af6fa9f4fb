import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import lz4 from 'lz4js';
import snappy from 'snappyjs';
import { describe, expect, it } from 'vitest';
import { type RawBatch, splitBatches } from '../../../fluvio/protocol/batch.js';
import { type CompressionCodec, inflate } from '../../../fluvio/protocol/compression.js';
import { crc32c } from '../../../fluvio/protocol/crc32c.js';
import { DecodeError } from '../../../fluvio/protocol/decode-error.js';
import { decodeRequestHeader } from '../../../fluvio/protocol/frame.js';
import { decodeProduceRequest } from '../../../fluvio/protocol/messages/produce.js';
import { Reader } from '../../../fluvio/protocol/reader.js';
import { goldenFrames } from './golden-frames.js';

const LIMIT = 1 << 20;
const code = (codec: CompressionCodec, bytes: Buffer, limit = LIMIT): string => {
  try {
    inflate(codec, bytes, limit);
  } catch (error) {
    if (error instanceof DecodeError) return error.code;
    throw error;
  }
  return 'none';
};

/** Text that every codec finds repetitions in, longer than a Snappy chunk. */
const LONG = Buffer.from(Array.from({ length: 9000 }, (_, i) => `line ${i % 700} of `).join(''));

const COMPRESS: Readonly<Record<'gzip' | 'lz4' | 'snappy', (bytes: Buffer) => Buffer>> = {
  gzip: (bytes) => gzipSync(bytes),
  lz4: (bytes) => Buffer.from(lz4.compress(bytes)),
  snappy: frameSnappy,
};

/** The compressed batches that the real command produced, by codec. */
const CAPTURED = Object.fromEntries(
  (['gzip', 'zstd', 'lz4', 'snappy'] as const).map((codec) => [codec, captured(codec)]),
) as Record<'gzip' | 'zstd' | 'lz4' | 'snappy', Buffer>;

describe.each(['gzip', 'zstd', 'lz4', 'snappy'] as const)('%s', (codec) => {
  const whole = CAPTURED[codec];

  it('inflates what the real command produced, up to its limit', () => {
    const inflated = inflate(codec, whole, LIMIT);
    expect(inflated.readInt32BE(0)).toBeGreaterThan(0);
    expect(inflate(codec, whole, inflated.length).equals(inflated)).toBe(true);
    expect(code(codec, whole, inflated.length - 1)).toBe('too-large');
  });

  it('cut anywhere, fails with a DecodeError', () => {
    for (let length = 1; length < whole.length; length++) {
      // A Snappy stream has no end mark: cut between its chunks it is a shorter stream.
      const boundary = codec === 'snappy' && length === 10;
      if (!boundary) expect(code(codec, whole.subarray(0, length)), `${length} bytes`).not.toBe('none');
    }
  });

  it('with any bytes changed, inflates or fails with a DecodeError, within its limit', () => {
    fc.assert(
      fc.property(fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 4 }), (where, bytes) => {
        const changed = Buffer.from(whole);
        bytes.forEach((byte, i) => {
          changed[(where + i) % changed.length] = byte;
        });
        code(codec, changed, 1 << 16);
      }),
      { numRuns: 300 },
    );
  });
});

describe.each(['gzip', 'lz4', 'snappy'] as const)('%s', (codec) => {
  it('inflates anything that was compressed', () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('x'), LONG, Buffer.alloc(300_000)]) {
      expect(inflate(codec, COMPRESS[codec](bytes), LIMIT).equals(bytes)).toBe(true);
    }
  });

  it('stops a bomb at its limit', () => {
    expect(code(codec, COMPRESS[codec](Buffer.alloc(4 << 20)), 1 << 16)).toBe('too-large');
  });
});

describe('lz4', () => {
  const frame = (...blocks: string[]) => Buffer.from(`04224d18${'6040'}82${blocks.join('')}00000000`, 'hex');

  it('refuses a distance before the start, which its library would read as zeros', () => {
    expect(code('lz4', frame('05000000', '1041', '0500', '00'))).toBe('invalid');
    expect(code('lz4', frame('05000000', '1041', '0000', '00'))).toBe('invalid');
  });

  it('copies stored blocks', () => {
    expect(inflate('lz4', frame('02000080', '6869'), LIMIT).toString()).toBe('hi');
  });

  it('passes over a content size, a dictionary id and checksums', () => {
    const header = `04224d18${'7d40'}${'0400000000000000'}${'00000001'}82`;
    const stored = `${'02000080'}6869${'aaaaaaaa'}`;
    const whole = Buffer.from(`${header}${stored}${stored}${'00000000'}${'bbbbbbbb'}`, 'hex');
    expect(inflate('lz4', whole, LIMIT).toString()).toBe('hihi');
    expect(code('lz4', whole.subarray(0, -1))).toBe('truncated');
  });

  it('refuses a block above the size its frame names', () => {
    const block = Buffer.alloc(65_537);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(0x8000_0000 + block.length);
    expect(code('lz4', Buffer.concat([frame().subarray(0, 7), length, block, Buffer.alloc(4)]))).toBe(
      'invalid',
    );
  });
});

describe('snappy', () => {
  it('refuses a literal length that would send its library backwards for ever', () => {
    const block = Buffer.from('05' + 'fc' + 'f6ffffff' + '41', 'hex');
    expect(code('snappy', snappyStream(chunk(0, 0, block)))).toBe('invalid');
  });

  it('checks the CRC of each chunk', () => {
    const stream = frameSnappy(Buffer.from('hello hello hello'));
    stream[14]! ^= 1;
    expect(code('snappy', stream)).toBe('crc-mismatch');
  });

  it('passes over padding, takes stored chunks, and refuses unknown ones', () => {
    const stored = chunk(1, maskedCrc(Buffer.from('hi')), Buffer.from('hi'));
    expect(inflate('snappy', snappyStream(Buffer.from('fe010000aa', 'hex'), stored), LIMIT).toString()).toBe(
      'hi',
    );
    expect(code('snappy', snappyStream(Buffer.from('02000000', 'hex')))).toBe('invalid');
  });
});

describe('zstd', () => {
  const MAGIC = '28b52ffd';
  const MEBIBYTE = 1 << 20;

  it('inflates stored and repeated blocks, checksums, skippable frames, and several frames', () => {
    const stored = `${MAGIC}${'00'}${'00'}${'110000'}6869`;
    const repeated = `${MAGIC}${'04'}${'00'}${'1b0000'}78${'aaaaaaaa'}`;
    const skippable = `502a4d18${'03000000'}000000`;
    const whole = Buffer.from(stored + skippable + repeated, 'hex');
    expect(inflate('zstd', whole, LIMIT).toString()).toBe('hixxx');
    expect(code('zstd', whole, 4)).toBe('too-large');
    expect(code('zstd', whole.subarray(0, -1))).toBe('truncated');
  });

  it('refuses a window or a content size above its limit before anything is allocated', () => {
    const window = Buffer.from(`${MAGIC}${'00'}${'a8'}${'010000'}`, 'hex');
    const size = Buffer.from(`${MAGIC}${'e0'}${'00000000ff000000'}${'010000'}`, 'hex');
    expect([code('zstd', window), code('zstd', size)]).toEqual(['too-large', 'too-large']);
  });

  it('takes a window up to its limit', () => {
    const nineMebibytes = Buffer.from(`${MAGIC}${'00'}${'69'}${'010000'}`, 'hex');
    expect(code('zstd', nineMebibytes, 9 * MEBIBYTE)).toBe('none');
    expect(code('zstd', nineMebibytes, 9 * MEBIBYTE - 1)).toBe('too-large');
  });
});

function captured(codec: string): Buffer {
  const frame = goldenFrames().find(
    (candidate) =>
      candidate.scenario.endsWith(`cli-produce-${codec}`) &&
      candidate.key === 0 &&
      candidate.from === 'client',
  );
  const reader = new Reader(frame!.payload);
  decodeRequestHeader(reader);
  const { records } = decodeProduceRequest(reader, frame!.version).topics[0]!.partitions[0]!;
  const [batch] = splitBatches(records) as [RawBatch];
  return batch.bytes.subarray(57);
}

function frameSnappy(bytes: Buffer): Buffer {
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 65_536) {
    const content = bytes.subarray(at, at + 65_536);
    chunks.push(chunk(0, maskedCrc(content), Buffer.from(snappy.compress(content))));
  }
  return snappyStream(...chunks);
}

function snappyStream(...chunks: Buffer[]): Buffer {
  return Buffer.concat([Buffer.from('ff060000734e61507059', 'hex'), ...chunks]);
}

function chunk(type: number, crc: number, data: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header[0] = type;
  header.writeUIntLE(data.length + 4, 1, 3);
  header.writeUInt32LE(crc, 4);
  return Buffer.concat([header, data]);
}

function maskedCrc(content: Buffer): number {
  const crc = crc32c(content);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
