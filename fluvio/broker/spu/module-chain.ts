import { gunzipSync } from 'node:zlib';
import type { ErrorCode, RuntimeErrorKind } from '../../protocol/error-codes.js';
import type { SmartModuleInvocation } from '../../protocol/messages/smartmodule-invocation.js';
import type { ModuleChain } from '../engine/engine.js';
import { EngineError, type ModuleSpec, type RecordFailure } from '../engine/messages.js';
import type { SpuSession, SpuState } from './session.js';

/** A module that inflates to more than this is no module but an attack. */
const MAX_WASM_BYTES = 64 * 1024 * 1024;
const NO_BYTES = Buffer.alloc(0);
const FAILURE_KINDS: readonly RuntimeErrorKind[] = [
  'Filter',
  'Map',
  'ArrayMap',
  'Aggregate',
  'FilterMap',
  'Join',
  'Generic',
];

/** Makes the chain that a request names, or says in Fluvio's terms why there is none (`smartengine/chain.rs`). */
export async function openChain(
  session: SpuSession,
  invocations: readonly SmartModuleInvocation[],
  version: number,
): Promise<{ readonly chain: ModuleChain } | { readonly error: ErrorCode }> {
  const modules: ModuleSpec[] = [];
  for (const invocation of invocations) {
    const wasm = wasmOf(session.state, invocation);
    if (!(wasm instanceof Uint8Array)) return { error: wasm };
    modules.push({ wasm, params: invocation.params.params, accumulator: accumulatorOf(invocation) });
  }
  try {
    return { chain: await session.state.engine.open(session, modules, version) };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return { error: { code: 'SmartModuleChainInitError', message: error.message } };
  }
}

/** A module stopped at a record. */
export function runtimeError(failure: RecordFailure): ErrorCode {
  return {
    code: 'SmartModuleRuntimeError',
    hint: failure.hint,
    offset: failure.offset,
    kind: FAILURE_KINDS[failure.kind] ?? 'Generic',
    recordKey: failure.key === null ? null : Buffer.from(failure.key),
    recordValue: Buffer.from(failure.value),
  };
}

function wasmOf(state: SpuState, { wasm }: SmartModuleInvocation): Uint8Array | ErrorCode {
  try {
    if (wasm.kind === 'predefined') {
      return state.smartModule(wasm.name) ?? { code: 'SmartModuleNotFound', name: wasm.name };
    }
    return gunzipSync(wasm.gzip, { maxOutputLength: MAX_WASM_BYTES });
  } catch (error) {
    return { code: 'SmartModuleInvalid', error: (error as Error).message, name: null };
  }
}

function accumulatorOf({ kind }: SmartModuleInvocation): Uint8Array {
  if (kind.kind === 'aggregate') return kind.accumulator;
  return kind.kind === 'generic' && kind.context.kind === 'aggregate' ? kind.context.accumulator : NO_BYTES;
}
