/**
 * AdminWatch, to the SC: all objects of a kind, then each change as it happens, in responses with the request's
 * correlation id (Fluvio: `fluvio-sc-schema/src/objects/watch.rs`).
 *
 *     request   typed(epoch i64 · summary bool)
 *     response  typed(epoch i64 · changes vec(type u8 · metadata) · all vec(metadata))
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
import { type Reader, readTag } from '../reader.js';
import { type Writer, writeTag } from '../writer.js';

export const ADMIN_WATCH_API: Api = { key: 1004, minVersion: 15, maxVersion: 19 };

export interface AdminWatchRequest {
  readonly label: ObjectLabel;
  /** Always 0; the SC does not look at it. */
  readonly epoch: number;
  readonly summary: boolean;
}

const CHANGES = ['update', 'delete'] as const;

/** One object that is new or other than before, or gone. */
export interface AdminChange<L extends ObjectLabel> {
  readonly change: (typeof CHANGES)[number];
  readonly metadata: Metadata<L>;
}

interface AdminUpdates<L extends ObjectLabel> {
  readonly label: L;
  /** Rises with every change of that kind of object. */
  readonly epoch: number;
  readonly changes: readonly AdminChange<L>[];
  /** Everything there is, in the first response and after a client fell behind; empty otherwise. */
  readonly all: readonly Metadata<L>[];
}

export type AdminWatchResponse = { [L in ObjectLabel]: AdminUpdates<L> }[ObjectLabel];

export function encodeAdminWatchRequest(writer: Writer, request: AdminWatchRequest): void {
  encodeTyped(writer, request.label, (body) => {
    body.i64(request.epoch);
    body.bool(request.summary);
  });
}

export function decodeAdminWatchRequest(reader: Reader): AdminWatchRequest {
  const { label, body } = decodeTyped(reader);
  return { label, epoch: body.i64(), summary: body.bool() };
}

export function encodeAdminWatchResponse(
  writer: Writer,
  response: AdminWatchResponse,
  version: number,
): void {
  encodeUpdates(writer, response, version);
}

export function decodeAdminWatchResponse(reader: Reader, version: number): AdminWatchResponse {
  const { label, body } = decodeTyped(reader);
  const decodeOne = (from: Reader) => decodeMetadata(from, label, version);
  return {
    label,
    epoch: body.i64(),
    changes: body.vec(
      (from) => ({ change: readTag(from, CHANGES, 'kind of change'), metadata: decodeOne(from) }),
      version,
    ),
    all: body.vec(decodeOne, version),
  } as AdminWatchResponse;
}

function encodeUpdates<L extends ObjectLabel>(
  writer: Writer,
  updates: AdminUpdates<L>,
  version: number,
): void {
  const encodeOne = (to: Writer, metadata: Metadata<L>) =>
    encodeMetadata(to, updates.label, metadata, version);
  encodeTyped(writer, updates.label, (body) => {
    body.i64(updates.epoch);
    body.vec(
      updates.changes,
      (to, { change, metadata }) => {
        writeTag(to, change, CHANGES);
        encodeOne(to, metadata);
      },
      version,
    );
    body.vec(updates.all, encodeOne, version);
  });
}
