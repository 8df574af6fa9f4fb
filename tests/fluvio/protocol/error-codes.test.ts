import { describe, expect, it } from 'vitest';
import { DecodeError } from '../../../fluvio/protocol/decode-error.js';
import {
  decodeErrorCode,
  ERROR_NUMBERS,
  type ErrorCode,
  encodeErrorCode,
} from '../../../fluvio/protocol/error-codes.js';
import { Reader } from '../../../fluvio/protocol/reader.js';
import { Writer } from '../../../fluvio/protocol/writer.js';

const encode = (error: ErrorCode): string => {
  const writer = new Writer();
  encodeErrorCode(writer, error, 25);
  return writer.finish().toString('hex');
};

describe('error codes', () => {
  /** Numbers and forms as in Fluvio's `error_code.rs`. */
  it.each<[ErrorCode, string]>([
    [{ code: 'None' }, '0000'],
    [{ code: 'UnknownServerError' }, 'ffff'],
    [{ code: 'TopicNotFound' }, '07d1'],
    [{ code: 'FetchSessionNotFoud' }, '0bba'],
    [{ code: 'Other', message: 'why' }, '00020003776879'],
    [{ code: 'RequestTimedOut', timeoutMs: 1 }, '0007000000000000000100'],
    [{ code: 'OffsetEvicted', offset: 1, nextAvailable: 2 }, '004700000000000000010000000000000002'],
    [{ code: 'PartitionFull', topic: 't', partition: 3 }, '004800017400000003'],
    [{ code: 'SmartModuleNotFound', name: 'm' }, '177100016d'],
    [{ code: 'SmartModuleInvalid', error: 'e', name: null }, '177200016500'],
    [{ code: 'SmartModuleInvalidExports', error: 'e', kind: 'k' }, '177300016500016b'],
    [
      {
        code: 'SmartModuleRuntimeError',
        hint: 'h',
        offset: 25,
        kind: 'FilterMap',
        recordKey: Buffer.from('k'),
        recordValue: Buffer.from('v'),
      },
      '17740001680000000000000019040' + '1026b0276',
    ],
    [
      { code: 'SmartModuleMemoryLimitExceeded', requested: 2, max: 1 },
      '177800000000000000020000000000000001',
    ],
    [{ code: 'SystemSpecDeletionAttempt', kind: 'Topic', name: 't' }, '2ee10005546f706963000174'],
  ])('%j has its number and its fields', (error, bytes) => {
    expect(encode(error)).toBe(bytes);
    expect(decodeErrorCode(new Reader(Buffer.from(bytes, 'hex')), 25)).toEqual(error);
  });

  it('have numbers of their own', () => {
    const numbers = Object.values(ERROR_NUMBERS);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('that are unknown are refused', () => {
    expect(() => decodeErrorCode(new Reader(Buffer.from('0003', 'hex')), 25)).toThrow(DecodeError);
  });
});
