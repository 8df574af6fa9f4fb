/**
 * The answer to AdminCreate, AdminDelete and AdminUpdate (Fluvio: `fluvio-sc-schema/src/response.rs`).
 *
 *     status  name string · error_code · error_message option(string)
 */
import { decodeErrorCode, type ErrorCode, encodeErrorCode } from '../error-codes.js';
import { type Reader, readString } from '../reader.js';
import { type Writer, writeString } from '../writer.js';

export interface AdminStatus {
  /** The object's name; empty after some errors. */
  readonly name: string;
  readonly errorCode: ErrorCode;
  readonly errorMessage: string | null;
}

export function encodeAdminStatus(writer: Writer, status: AdminStatus, version: number): void {
  writer.string(status.name);
  encodeErrorCode(writer, status.errorCode, version);
  writer.option(status.errorMessage, writeString, version);
}

export function decodeAdminStatus(reader: Reader, version: number): AdminStatus {
  return {
    name: reader.string(),
    errorCode: decodeErrorCode(reader, version),
    errorMessage: reader.option(readString, version),
  };
}
