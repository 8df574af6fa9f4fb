/**
 * AdminUpdate, to the SC (Fluvio: `fluvio-sc-schema/src/objects/update.rs`, `topic/update.rs`); answered by an
 * `AdminStatus`. Of the objects only a topic has anything to update.
 *
 *     request  typed(key string · action)
 *     action   0 count u32 | 1 remote_cluster string · home_to_mirror bool
 */
import type { Api } from '../api.js';
import { DecodeError } from '../decode-error.js';
import { decodeTyped, encodeTyped } from '../objects/typed-object.js';
import { type Reader, readTag } from '../reader.js';
import { type Writer, writeTag } from '../writer.js';

export const ADMIN_UPDATE_API: Api = { key: 1006, minVersion: 11, maxVersion: 19 };

export interface AdminUpdateRequest {
  readonly label: 'Topic';
  readonly key: string;
  readonly action: UpdateTopicAction;
}

export type UpdateTopicAction =
  /** `count` more partitions. */
  | { readonly kind: 'addPartition'; readonly count: number }
  | { readonly kind: 'addMirror'; readonly remoteCluster: string; readonly homeToMirror: boolean };

const ACTIONS = ['addPartition', 'addMirror'] as const;

export function encodeAdminUpdateRequest(writer: Writer, request: AdminUpdateRequest): void {
  encodeTyped(writer, request.label, (body) => {
    body.string(request.key);
    writeTag(body, request.action.kind, ACTIONS);
    if (request.action.kind === 'addPartition') {
      body.u32(request.action.count);
    } else {
      body.string(request.action.remoteCluster);
      body.bool(request.action.homeToMirror);
    }
  });
}

export function decodeAdminUpdateRequest(reader: Reader): AdminUpdateRequest {
  const at = reader.offset;
  const { label, body } = decodeTyped(reader);
  if (label !== 'Topic') throw new DecodeError('invalid', `nothing of a ${label} can be updated`, at);
  return { label, key: body.string(), action: decodeAction(body) };
}

function decodeAction(reader: Reader): UpdateTopicAction {
  const kind = readTag(reader, ACTIONS, 'update of a topic');
  if (kind === 'addPartition') return { kind, count: reader.u32() };
  return { kind, remoteCluster: reader.string(), homeToMirror: reader.bool() };
}

export {
  type AdminStatus as AdminUpdateResponse,
  decodeAdminStatus as decodeAdminUpdateResponse,
  encodeAdminStatus as encodeAdminUpdateResponse,
} from './admin-status.js';
