import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import type FluvioClient from '@fluvio/client';
import { builtFile } from '../built.js';
import { FluvioError } from '../errors.js';
import { withParameters } from '../module-parameters.js';

/** A CommonJS package: what `require` gives is the namespace, and its `default` the client. */
export type NativeModule = typeof FluvioClient;
export type NativeClient = FluvioClient.default;
export type NativeAdmin = FluvioClient.FluvioAdmin;
export type NativeProducer = FluvioClient.TopicProducer;
export type NativeRecord = FluvioClient.Record;

/**
 * Loads `@fluvio/client`: the only place that does. Its native part writes log lines to stdout, those that RUST_LOG asks
 * for when it is loaded; `../native-process.ts` sets it and reads them.
 */
export function loadNative(): NativeModule {
  try {
    return createRequire(import.meta.url)('@fluvio/client') as NativeModule;
  } catch (cause) {
    throw new FluvioError('NATIVE_MISSING', whyMissing(cause), { cause });
  }
}

/** A SmartModule, with parameters patched in, as `streamWithConfig` wants it: gzip, then base64. */
export function moduleData(name: string, parameters: Readonly<Record<string, string>> = {}): string {
  let wasm = modules.get(name);
  if (wasm === undefined) {
    wasm = readFileSync(builtFile(`fluvio/smartmodules/${name}.wasm`));
    modules.set(name, wasm);
  }
  return gzipSync(withParameters(wasm, parameters)).toString('base64');
}

const modules = new Map<string, Buffer>();

function whyMissing(cause: unknown): string {
  const { platform, arch } = process;
  const supported = platform === 'darwin' || (platform === 'linux' && arch === 'x64');
  if (!supported) {
    return `The Fluvio client has no native part for ${platform} ${arch}; it runs on Linux x64 and macOS.`;
  }
  const detail = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
  return (
    `The native part of @fluvio/client cannot be loaded (${detail}). Its install script may have been blocked: ` +
    'run "npm rebuild @fluvio/client" in the project\'s folder.'
  );
}
