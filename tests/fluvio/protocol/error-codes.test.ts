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

/** The tags of the enum `ErrorCode` at Fluvio 0.18.2-dev, commit 1acd2dc. */
const NUMBERS = {
  UnknownServerError: -1,
  None: 0,
  OffsetOutOfRange: 1,
  Other: 2,
  NotLeaderForPartition: 6,
  RequestTimedOut: 7,
  MessageTooLarge: 10,
  PermissionDenied: 13,
  StorageError: 56,
  InvalidCreateRequest: 60,
  InvalidDeleteRequest: 61,
  OffsetEvicted: 71,
  PartitionFull: 72,
  PartitionShortCircuited: 73,
  SpuError: 1000,
  SpuRegisterationFailed: 1001,
  SpuOffline: 1002,
  SpuNotFound: 1003,
  SpuAlreadyExists: 1004,
  TopicError: 2000,
  TopicNotFound: 2001,
  TopicAlreadyExists: 2002,
  TopicPendingInitialization: 2003,
  TopicInvalidConfiguration: 2004,
  TopicNotProvisioned: 2005,
  TopicInvalidName: 2006,
  TopicDeleted: 2007,
  TopicInvalidReplicaType: 2008,
  PartitionPendingInitialization: 3000,
  PartitionNotLeader: 3001,
  FetchSessionNotFoud: 3002,
  OffsetFlushRequestError: 3003,
  OffsetManagementDisabled: 3004,
  MaxRetryReached: 3005,
  ManagedConnectorError: 5000,
  ManagedConnectorNotFound: 5001,
  ManagedConnectorAlreadyExists: 5002,
  SmartModuleError: 6000,
  SmartModuleNotFound: 6001,
  SmartModuleInvalid: 6002,
  SmartModuleInvalidExports: 6003,
  SmartModuleRuntimeError: 6004,
  SmartModuleChainInitError: 6005,
  SmartModuleInitError: 6006,
  SmartModuleLookBackError: 6007,
  SmartModuleMemoryLimitExceeded: 6008,
  TableFormatError: 7000,
  TableFormatNotFound: 7001,
  TableFormatAlreadyExists: 7002,
  DerivedStreamObjectError: 8000,
  DerivedStreamNotFound: 8001,
  DerivedStreamJoinFetchError: 8002,
  DerivedStreamInvalid: 8003,
  CompressionError: 9000,
  DeduplicationSmartModuleNotLoaded: 10000,
  DeduplicationSmartModuleNameInvalid: 10001,
  MirrorNotFound: 11001,
  MirrorAlreadyExists: 11002,
  MirrorProduceFromHome: 11003,
  MirrorDeleteFromRemote: 11004,
  MirrorInvalidType: 11005,
  MirrorProduceFromRemoteNotAllowed: 11006,
  SystemSpecDeletionAttempt: 12001,
  SystemSpecUpdatingAttempt: 12002,
};

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

  it('have the numbers of Fluvio, all of them', () => {
    expect(ERROR_NUMBERS).toEqual(NUMBERS);
  });

  it('that are unknown are refused', () => {
    expect(() => decodeErrorCode(new Reader(Buffer.from('0003', 'hex')), 25)).toThrow(DecodeError);
  });
});
