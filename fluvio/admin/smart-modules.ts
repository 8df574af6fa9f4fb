/**
 * SmartModules that a Fluvio keeps under a name. The Node client has no call for them, so this speaks the protocol
 * itself; everything else goes through `fluvio/client`.
 */
import { gzipSync } from 'node:zlib';
import {
  ADMIN_CREATE_API,
  decodeAdminCreateResponse,
  encodeAdminCreateRequest,
} from '../protocol/messages/admin-create.js';
import {
  ADMIN_LIST_API,
  decodeAdminListResponse,
  encodeAdminListRequest,
} from '../protocol/messages/admin-list.js';
import { askSc, type ScAddress } from './sc-connection.js';

export type { ScAddress } from './sc-connection.js';

const ANSWER_MS = 10_000;

/** Names of the SmartModules that are loaded. @throws Error in a sentence */
export async function loadedSmartModules(address: ScAddress, answerMs = ANSWER_MS): Promise<string[]> {
  const request = { label: 'SmartModule', nameFilters: [], summary: true, system: false } as const;
  const { items } = await askSc(
    address,
    {
      api: ADMIN_LIST_API,
      write: (writer, version) => encodeAdminListRequest(writer, request, version),
      read: decodeAdminListResponse,
    },
    answerMs,
  );
  return items.map(({ name }) => name);
}

/** Loads a module, in place of one of that name. @throws Error in a sentence */
export async function loadSmartModule(address: ScAddress, name: string, wasm: Uint8Array): Promise<void> {
  const spec = {
    meta: null,
    summary: null,
    wasm: { format: 'binary', payload: gzipSync(wasm) },
  } as const;
  const request = { label: 'SmartModule', name, dryRun: false, timeoutMs: null, spec } as const;
  const { errorCode, errorMessage } = await askSc(
    address,
    {
      api: ADMIN_CREATE_API,
      write: (writer, version) => encodeAdminCreateRequest(writer, request, version),
      read: decodeAdminCreateResponse,
    },
    ANSWER_MS,
  );
  if (errorCode.code !== 'None') {
    throw new Error(`Fluvio refused SmartModule ${name}: ${errorMessage ?? errorCode.code}.`);
  }
}
