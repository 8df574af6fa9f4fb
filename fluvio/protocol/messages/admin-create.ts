/**
 * AdminCreate, to the SC (Fluvio: `fluvio-sc-schema/src/objects/create.rs`); answered by an `AdminStatus`.
 *
 *     request  typed(name string · dry_run bool · timeout_ms option(u32) · spec)
 */
import type { Api } from '../api.js';
import {
  decodeTyped,
  encodeTyped,
  type ObjectLabel,
  type ObjectTypes,
  objectCodec,
} from '../objects/typed-object.js';
import { type Reader, readU32 } from '../reader.js';
import { type Writer, writeU32 } from '../writer.js';

/** A real SC also takes versions 9 and 10, whose form was another. */
export const ADMIN_CREATE_API: Api = { key: 1001, minVersion: 11, maxVersion: 19 };

interface AdminCreate<L extends ObjectLabel> {
  readonly label: L;
  readonly name: string;
  /** Check only. */
  readonly dryRun: boolean;
  /** How long the SC may wait for the object to be ready; `null` leaves it to the SC. */
  readonly timeoutMs: number | null;
  readonly spec: ObjectTypes[L]['spec'];
}

/** A topic, a SmartModule or another object to be made. */
export type AdminCreateRequest = { [L in ObjectLabel]: AdminCreate<L> }[ObjectLabel];

export function encodeAdminCreateRequest(writer: Writer, request: AdminCreateRequest, version: number): void {
  encodeCreate(writer, request, version);
}

export function decodeAdminCreateRequest(reader: Reader, version: number): AdminCreateRequest {
  const { label, body } = decodeTyped(reader);
  return {
    label,
    name: body.string(),
    dryRun: body.bool(),
    timeoutMs: body.option(readU32, version),
    spec: objectCodec(label).decodeSpec(body, version),
  } as AdminCreateRequest;
}

function encodeCreate<L extends ObjectLabel>(writer: Writer, request: AdminCreate<L>, version: number): void {
  encodeTyped(writer, request.label, (body) => {
    body.string(request.name);
    body.bool(request.dryRun);
    body.option(request.timeoutMs, writeU32, version);
    objectCodec(request.label).encodeSpec(body, request.spec, version);
  });
}

export {
  type AdminStatus as AdminCreateResponse,
  decodeAdminStatus as decodeAdminCreateResponse,
  encodeAdminStatus as encodeAdminCreateResponse,
} from './admin-status.js';
