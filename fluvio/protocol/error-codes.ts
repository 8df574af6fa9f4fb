/**
 * Fluvio's error codes (`fluvio-protocol/src/link/error_code.rs`): `i16` number, then the fields of that number, of
 * which most have none.
 */
import { DecodeError } from './decode-error.js';
import { type Reader, readString, readTag } from './reader.js';
import { type Writer, writeString, writeTag } from './writer.js';

/** Codes that are a number and nothing else. `None` is success. */
const PLAIN_NUMBERS = {
  UnknownServerError: -1,
  None: 0,
  OffsetOutOfRange: 1,
  NotLeaderForPartition: 6,
  MessageTooLarge: 10,
  PermissionDenied: 13,
  StorageError: 56,
  InvalidCreateRequest: 60,
  InvalidDeleteRequest: 61,
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
  OffsetManagementDisabled: 3004,
  MaxRetryReached: 3005,
  ManagedConnectorError: 5000,
  ManagedConnectorNotFound: 5001,
  ManagedConnectorAlreadyExists: 5002,
  SmartModuleError: 6000,
  TableFormatError: 7000,
  TableFormatNotFound: 7001,
  TableFormatAlreadyExists: 7002,
  DerivedStreamObjectError: 8000,
  DerivedStreamJoinFetchError: 8002,
  CompressionError: 9000,
  DeduplicationSmartModuleNotLoaded: 10000,
  MirrorNotFound: 11001,
  MirrorAlreadyExists: 11002,
  MirrorProduceFromHome: 11003,
  MirrorDeleteFromRemote: 11004,
  MirrorInvalidType: 11005,
  MirrorProduceFromRemoteNotAllowed: 11006,
} as const;

/** Codes that carry one text. */
const TEXT_NUMBERS = {
  Other: 2,
  OffsetFlushRequestError: 3003,
  SmartModuleChainInitError: 6005,
  SmartModuleInitError: 6006,
  SmartModuleLookBackError: 6007,
  DerivedStreamNotFound: 8001,
  DerivedStreamInvalid: 8003,
  DeduplicationSmartModuleNameInvalid: 10001,
} as const;

/** Codes with fields of their own. */
const FIELD_NUMBERS = {
  RequestTimedOut: 7,
  OffsetEvicted: 71,
  PartitionFull: 72,
  SmartModuleNotFound: 6001,
  SmartModuleInvalid: 6002,
  SmartModuleInvalidExports: 6003,
  SmartModuleRuntimeError: 6004,
  SmartModuleMemoryLimitExceeded: 6008,
  SystemSpecDeletionAttempt: 12001,
  SystemSpecUpdatingAttempt: 12002,
} as const;

const RUNTIME_KINDS = ['Filter', 'Map', 'ArrayMap', 'Aggregate', 'FilterMap', 'Join', 'Generic'] as const;

/** What a SmartModule was doing when it failed. */
export type RuntimeErrorKind = (typeof RUNTIME_KINDS)[number];

export type PlainErrorCode = keyof typeof PLAIN_NUMBERS;
export type TextErrorCode = keyof typeof TEXT_NUMBERS;

/** A SmartModule failed on a record: `hint` is its own text, `offset` and the bytes are the record's. */
export interface SmartModuleRuntimeError {
  readonly code: 'SmartModuleRuntimeError';
  readonly hint: string;
  readonly offset: number;
  readonly kind: RuntimeErrorKind;
  readonly recordKey: Buffer | null;
  readonly recordValue: Buffer;
}

export type ErrorCode =
  | { readonly code: PlainErrorCode }
  | { readonly code: TextErrorCode; readonly message: string }
  /** The only kind of request that times out is a Produce. */
  | { readonly code: 'RequestTimedOut'; readonly timeoutMs: number }
  | { readonly code: 'OffsetEvicted'; readonly offset: number; readonly nextAvailable: number }
  | { readonly code: 'PartitionFull'; readonly topic: string; readonly partition: number }
  | { readonly code: 'SmartModuleNotFound'; readonly name: string }
  | { readonly code: 'SmartModuleInvalid'; readonly error: string; readonly name: string | null }
  | { readonly code: 'SmartModuleInvalidExports'; readonly error: string; readonly kind: string }
  | SmartModuleRuntimeError
  | { readonly code: 'SmartModuleMemoryLimitExceeded'; readonly requested: number; readonly max: number }
  | {
      readonly code: 'SystemSpecDeletionAttempt' | 'SystemSpecUpdatingAttempt';
      readonly kind: string;
      readonly name: string;
    };

/** Success. */
export const NO_ERROR: ErrorCode = { code: 'None' };

/** Number of a code on the wire. */
export const ERROR_NUMBERS: Readonly<Record<ErrorCode['code'], number>> = {
  ...PLAIN_NUMBERS,
  ...TEXT_NUMBERS,
  ...FIELD_NUMBERS,
};

const CODES = new Map(
  Object.entries(ERROR_NUMBERS).map(([code, number]) => [number, code as ErrorCode['code']]),
);

export function encodeErrorCode(writer: Writer, error: ErrorCode, version: number): void {
  writer.i16(ERROR_NUMBERS[error.code]);
  if ('message' in error) {
    writer.string(error.message);
    return;
  }
  switch (error.code) {
    case 'RequestTimedOut':
      writer.u64(error.timeoutMs);
      writer.u8(0);
      break;
    case 'OffsetEvicted':
      writer.i64(error.offset);
      writer.i64(error.nextAvailable);
      break;
    case 'PartitionFull':
      writer.string(error.topic);
      writer.u32(error.partition);
      break;
    case 'SmartModuleNotFound':
      writer.string(error.name);
      break;
    case 'SmartModuleInvalid':
      writer.string(error.error);
      writer.option(error.name, writeString, version);
      break;
    case 'SmartModuleInvalidExports':
      writer.string(error.error);
      writer.string(error.kind);
      break;
    case 'SmartModuleRuntimeError':
      writer.string(error.hint);
      writer.i64(error.offset);
      writeTag(writer, error.kind, RUNTIME_KINDS);
      writer.option(error.recordKey, (to, key) => to.varbytes(key), version);
      writer.varbytes(error.recordValue);
      break;
    case 'SmartModuleMemoryLimitExceeded':
      writer.u64(error.requested);
      writer.u64(error.max);
      break;
    case 'SystemSpecDeletionAttempt':
    case 'SystemSpecUpdatingAttempt':
      writer.string(error.kind);
      writer.string(error.name);
      break;
  }
}

export function decodeErrorCode(reader: Reader, version: number): ErrorCode {
  const at = reader.offset;
  const number = reader.i16();
  const code = CODES.get(number);
  switch (code) {
    case undefined:
      throw new DecodeError('invalid', `error code ${number} is unknown`, at);
    case 'RequestTimedOut': {
      const timeoutMs = reader.u64();
      readTag(reader, ['Produce'], 'kind of request');
      return { code, timeoutMs };
    }
    case 'OffsetEvicted':
      return { code, offset: reader.i64(), nextAvailable: reader.i64() };
    case 'PartitionFull':
      return { code, topic: reader.string(), partition: reader.u32() };
    case 'SmartModuleNotFound':
      return { code, name: reader.string() };
    case 'SmartModuleInvalid':
      return { code, error: reader.string(), name: reader.option(readString, version) };
    case 'SmartModuleInvalidExports':
      return { code, error: reader.string(), kind: reader.string() };
    case 'SmartModuleRuntimeError':
      return {
        code,
        hint: reader.string(),
        offset: reader.i64(),
        kind: readTag(reader, RUNTIME_KINDS, 'kind of SmartModule'),
        recordKey: reader.option((from) => from.varbytes(), version),
        recordValue: reader.varbytes(),
      };
    case 'SmartModuleMemoryLimitExceeded':
      return { code, requested: reader.u64(), max: reader.u64() };
    case 'SystemSpecDeletionAttempt':
    case 'SystemSpecUpdatingAttempt':
      return { code, kind: reader.string(), name: reader.string() };
    default:
      return isText(code) ? { code, message: reader.string() } : { code };
  }
}

function isText(code: PlainErrorCode | TextErrorCode): code is TextErrorCode {
  return code in TEXT_NUMBERS;
}
