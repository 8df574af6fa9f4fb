/** The SmartModules that come with game-flow, as they are built. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { builtFile } from './built.js';

export interface SmartModuleFile {
  readonly name: string;
  /** Of WebAssembly. */
  readonly bytes: number;
}

/** By name. Throws NOT_BUILT. */
export function smartModules(): SmartModuleFile[] {
  const folder = builtFile('fluvio/smartmodules');
  const files = readdirSync(folder).filter((file) => file.endsWith('.wasm'));
  return files.sort().map((file) => ({
    name: file.replace(/\.wasm$/, ''),
    bytes: statSync(join(folder, file)).size,
  }));
}

/** The file of one of them. Throws NOT_BUILT. */
export function smartModulePath(name: string): string {
  return builtFile(`fluvio/smartmodules/${name}.wasm`);
}

/** WebAssembly of one of them. Throws NOT_BUILT. */
export function smartModuleBytes(name: string): Buffer {
  return readFileSync(smartModulePath(name));
}
