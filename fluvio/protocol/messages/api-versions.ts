/**
 * ApiVersions, the first request on every connection, to SC and SPU alike (Fluvio: `fluvio-protocol/src/link/versions.rs`).
 *
 *     request   client_version string · client_os string · client_arch string   (from version 1)
 *     response  error_code · api_keys vec(api_key i16 · min_version i16 · max_version i16) · platform_version string
 */
import type { Api } from '../api.js';
import { decodeErrorCode, type ErrorCode, encodeErrorCode } from '../error-codes.js';
import type { Reader } from '../reader.js';
import type { Writer } from '../writer.js';

export const API_VERSIONS_API: Api = { key: 18, minVersion: 0, maxVersion: 2 };

export interface ApiVersionsRequest {
  readonly clientVersion: string;
  readonly clientOs: string;
  readonly clientArch: string;
}

export interface ApiVersionsResponse {
  readonly errorCode: ErrorCode;
  readonly apiKeys: readonly ApiVersionKey[];
  /** A semantic version; clients refuse to go on when it is not. */
  readonly platformVersion: string;
}

export interface ApiVersionKey {
  readonly apiKey: number;
  readonly minVersion: number;
  readonly maxVersion: number;
}

export function encodeApiVersionsRequest(writer: Writer, request: ApiVersionsRequest, version: number): void {
  if (version < 1) return;
  writer.string(request.clientVersion);
  writer.string(request.clientOs);
  writer.string(request.clientArch);
}

export function decodeApiVersionsRequest(reader: Reader, version: number): ApiVersionsRequest {
  if (version < 1) return { clientVersion: '', clientOs: '', clientArch: '' };
  return { clientVersion: reader.string(), clientOs: reader.string(), clientArch: reader.string() };
}

export function encodeApiVersionsResponse(
  writer: Writer,
  response: ApiVersionsResponse,
  version: number,
): void {
  encodeErrorCode(writer, response.errorCode, version);
  writer.vec(response.apiKeys, encodeApiVersionKey, version);
  writer.string(response.platformVersion);
}

export function decodeApiVersionsResponse(reader: Reader, version: number): ApiVersionsResponse {
  return {
    errorCode: decodeErrorCode(reader, version),
    apiKeys: reader.vec(decodeApiVersionKey, version),
    platformVersion: reader.string(),
  };
}

function encodeApiVersionKey(writer: Writer, api: ApiVersionKey): void {
  writer.i16(api.apiKey);
  writer.i16(api.minVersion);
  writer.i16(api.maxVersion);
}

function decodeApiVersionKey(reader: Reader): ApiVersionKey {
  return { apiKey: reader.i16(), minVersion: reader.i16(), maxVersion: reader.i16() };
}
