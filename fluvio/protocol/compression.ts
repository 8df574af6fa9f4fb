/** Inflates the records of compressed batches; nothing here compresses, since a broker stores what it was sent. */
import { gunzipSync } from 'node:zlib';
import { DecodeError } from './decode-error.js';
import { inflateLz4 } from './inflate-lz4.js';
import { inflateSnappy } from './inflate-snappy.js';
import { inflateZstd } from './inflate-zstd.js';

const CODECS = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;

/** The codecs of a batch's attributes (not those of a topic's configuration, which are numbered differently). */
export type CompressionCodec = (typeof CODECS)[number];

export function codecOfNumber(number: number): CompressionCodec {
  const codec = CODECS[number];
  if (codec === undefined) throw new DecodeError('invalid', `compression ${number} is unknown`, 0);
  return codec;
}

export function numberOfCodec(codec: CompressionCodec): number {
  return CODECS.indexOf(codec);
}

/**
 * The inflated bytes. Throws `too-large` when they would exceed `limit`, before that much memory is taken, and
 * `invalid` or `truncated` when the bytes are not what the codec says. Uncompressed bytes come back as they are.
 */
export function inflate(codec: CompressionCodec, bytes: Buffer, limit: number): Buffer {
  try {
    switch (codec) {
      case 'none':
        return bytes;
      case 'gzip':
        return gunzipSync(bytes, { maxOutputLength: limit });
      case 'snappy':
        return inflateSnappy(bytes, limit);
      case 'lz4':
        return inflateLz4(bytes, limit);
      case 'zstd':
        return inflateZstd(bytes, limit);
    }
  } catch (error) {
    if (error instanceof DecodeError) throw error;
    const tooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    const reason = error instanceof Error ? error.message : String(error);
    throw new DecodeError(tooLarge ? 'too-large' : 'invalid', `${codec}: ${reason}`, 0, { cause: error });
  }
}
