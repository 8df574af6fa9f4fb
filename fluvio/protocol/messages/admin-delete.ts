/**
 * AdminDelete, to the SC (Fluvio: `fluvio-sc-schema/src/objects/delete.rs`); answered by an `AdminStatus`.
 *
 *     request  typed(key · force bool from 13)
 *     key      name string; of a custom SPU as in `objects/custom-spu.ts`
 */
import type { Api } from '../api.js';
import { type CustomSpuKey, decodeCustomSpuKey, encodeCustomSpuKey } from '../objects/custom-spu.js';
import { decodeTyped, encodeTyped, type ObjectLabel } from '../objects/typed-object.js';
import type { Reader } from '../reader.js';
import type { Writer } from '../writer.js';

/** A real SC also takes versions 1 to 10, whose form was another. */
export const ADMIN_DELETE_API: Api = { key: 1002, minVersion: 11, maxVersion: 19 };

export type AdminDeleteRequest =
  | { readonly label: Exclude<ObjectLabel, 'CustomSpu'>; readonly key: string; readonly force: boolean }
  | { readonly label: 'CustomSpu'; readonly key: CustomSpuKey; readonly force: boolean };

export function encodeAdminDeleteRequest(writer: Writer, request: AdminDeleteRequest, version: number): void {
  encodeTyped(writer, request.label, (body) => {
    if (request.label === 'CustomSpu') encodeCustomSpuKey(body, request.key);
    else body.string(request.key);
    if (version >= 13) body.bool(request.force);
  });
}

export function decodeAdminDeleteRequest(reader: Reader, version: number): AdminDeleteRequest {
  const { label, body } = decodeTyped(reader);
  if (label === 'CustomSpu') {
    return { label, key: decodeCustomSpuKey(body), force: version >= 13 ? body.bool() : false };
  }
  return { label, key: body.string(), force: version >= 13 ? body.bool() : false };
}

export {
  type AdminStatus as AdminDeleteResponse,
  decodeAdminStatus as decodeAdminDeleteResponse,
  encodeAdminStatus as encodeAdminDeleteResponse,
} from './admin-status.js';
