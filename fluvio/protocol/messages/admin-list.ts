/**
 * AdminList, to the SC (Fluvio: `fluvio-sc-schema/src/objects/list.rs`).
 *
 *     request   typed(name_filters vec(name string) · summary bool · system bool from 13)
 *     response  typed(vec(metadata))
 */
import type { Api } from '../api.js';
import {
  decodeMetadata,
  decodeTyped,
  encodeMetadata,
  encodeTyped,
  type Metadata,
  type ObjectLabel,
} from '../objects/typed-object.js';
import { type Reader, readString } from '../reader.js';
import { type Writer, writeString } from '../writer.js';

export const ADMIN_LIST_API: Api = { key: 1003, minVersion: 15, maxVersion: 19 };

export interface AdminListRequest {
  readonly label: ObjectLabel;
  /** Names that contain one of these; all names when there are none. */
  readonly nameFilters: readonly string[];
  /** SmartModules without their bytes. */
  readonly summary: boolean;
  /** Fluvio's own objects instead of the users'. */
  readonly system: boolean;
}

interface AdminList<L extends ObjectLabel> {
  readonly label: L;
  readonly items: readonly Metadata<L>[];
}

export type AdminListResponse = { [L in ObjectLabel]: AdminList<L> }[ObjectLabel];

export function encodeAdminListRequest(writer: Writer, request: AdminListRequest, version: number): void {
  encodeTyped(writer, request.label, (body) => {
    body.vec(request.nameFilters, writeString, version);
    body.bool(request.summary);
    if (version >= 13) body.bool(request.system);
  });
}

export function decodeAdminListRequest(reader: Reader, version: number): AdminListRequest {
  const { label, body } = decodeTyped(reader);
  return {
    label,
    nameFilters: body.vec(readString, version),
    summary: body.bool(),
    system: version >= 13 ? body.bool() : false,
  };
}

export function encodeAdminListResponse(writer: Writer, response: AdminListResponse, version: number): void {
  encodeList(writer, response, version);
}

export function decodeAdminListResponse(reader: Reader, version: number): AdminListResponse {
  const { label, body } = decodeTyped(reader);
  const items = body.vec((from) => decodeMetadata(from, label, version), version);
  return { label, items } as AdminListResponse;
}

function encodeList<L extends ObjectLabel>(writer: Writer, list: AdminList<L>, version: number): void {
  encodeTyped(writer, list.label, (body) => {
    body.vec(list.items, (to, item) => encodeMetadata(to, list.label, item, version), version);
  });
}
