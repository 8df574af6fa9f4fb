import type { Metadata } from '../../protocol/objects/typed-object.js';

/** A SmartModule with its length in place of its bytes, for lists and watches that ask for a summary. */
export function summarized(module: Metadata<'SmartModule'>): Metadata<'SmartModule'> {
  const { payload } = module.spec.wasm;
  const spec = {
    ...module.spec,
    summary: { wasmLength: payload.length },
    wasm: { ...module.spec.wasm, payload: Buffer.alloc(0) },
  };
  return { ...module, spec };
}
