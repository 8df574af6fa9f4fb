/**
 * How a Produce or StreamFetch names the SmartModules to run (Fluvio: `fluvio-spu-schema/src/server/smartmodule.rs`).
 *
 *     invocation  wasm · kind · params · name option(string) from version 25
 *     wasm        0 name string | 1 gzipped module bytes
 *     kind        0 filter | 1 map | 2 array_map | 3 aggregate accumulator bytes | 4 filter_map | 5 join topic string
 *                 | 6 join_stream topic string · derivedstream string | 7 generic context
 *     context     0 none | 1 accumulator bytes | 2 topic string | 3 topic string · derivedstream string
 *     params      map(string, string) · lookback option(last u64 · age option(duration) from 21) from 20
 */
import { type Duration, type Reader, readDuration, readString, readTag } from '../reader.js';
import { type Writer, writeDuration, writeString, writeTag } from '../writer.js';

export interface SmartModuleInvocation {
  readonly wasm: SmartModuleSource;
  readonly kind: SmartModuleKind;
  readonly params: SmartModuleParams;
  readonly name: string | null;
}

/** A module by its name on the SC, or its bytes, gzipped, in the request. */
export type SmartModuleSource =
  | { readonly kind: 'predefined'; readonly name: string }
  | { readonly kind: 'adHoc'; readonly gzip: Buffer };

/** What the caller takes the module for; `generic` leaves it to the module's exports. */
export type SmartModuleKind =
  | { readonly kind: 'filter' | 'map' | 'arrayMap' | 'filterMap' }
  | { readonly kind: 'aggregate'; readonly accumulator: Buffer }
  | { readonly kind: 'join'; readonly topic: string }
  | { readonly kind: 'joinStream'; readonly topic: string; readonly derivedstream: string }
  | { readonly kind: 'generic'; readonly context: SmartModuleContext };

export type SmartModuleContext =
  | { readonly kind: 'none' }
  | { readonly kind: 'aggregate'; readonly accumulator: Buffer }
  | { readonly kind: 'join'; readonly topic: string }
  | { readonly kind: 'joinStream'; readonly topic: string; readonly derivedstream: string };

export interface SmartModuleParams {
  readonly params: ReadonlyMap<string, string>;
  readonly lookback: Lookback | null;
}

/** Records of before the start offset that a module asks to see first. */
export interface Lookback {
  readonly last: number;
  readonly age: Duration | null;
}

const SOURCES = ['predefined', 'adHoc'] as const;
const KINDS = [
  'filter',
  'map',
  'arrayMap',
  'aggregate',
  'filterMap',
  'join',
  'joinStream',
  'generic',
] as const;
const CONTEXTS = ['none', 'aggregate', 'join', 'joinStream'] as const;

export function encodeSmartModuleInvocation(
  writer: Writer,
  invocation: SmartModuleInvocation,
  version: number,
): void {
  writeTag(writer, invocation.wasm.kind, SOURCES);
  if (invocation.wasm.kind === 'predefined') writer.string(invocation.wasm.name);
  else writer.bytes(invocation.wasm.gzip);
  writeTag(writer, invocation.kind.kind, KINDS);
  if (invocation.kind.kind === 'generic') {
    writeTag(writer, invocation.kind.context.kind, CONTEXTS);
    encodeContext(writer, invocation.kind.context);
  } else {
    encodeContext(writer, invocation.kind);
  }
  writer.map(invocation.params.params, writeString, writeString, version);
  if (version >= 20) writer.option(invocation.params.lookback, encodeLookback, version);
  if (version >= 25) writer.option(invocation.name, writeString, version);
}

export function decodeSmartModuleInvocation(reader: Reader, version: number): SmartModuleInvocation {
  return {
    wasm: decodeSource(reader),
    kind: decodeKind(reader),
    params: {
      params: reader.map(readString, readString, version),
      lookback: version >= 20 ? reader.option(decodeLookback, version) : null,
    },
    name: version >= 25 ? reader.option(readString, version) : null,
  };
}

function decodeSource(reader: Reader): SmartModuleSource {
  const kind = readTag(reader, SOURCES, 'source of a SmartModule');
  return kind === 'predefined' ? { kind, name: reader.string() } : { kind, gzip: reader.bytes() };
}

function decodeKind(reader: Reader): SmartModuleKind {
  const kind = readTag(reader, KINDS, 'kind of SmartModule');
  switch (kind) {
    case 'generic':
      return { kind, context: decodeContext(reader, readTag(reader, CONTEXTS, 'SmartModule context')) };
    case 'aggregate':
    case 'join':
    case 'joinStream':
      return decodeContext(reader, kind) as SmartModuleKind;
    default:
      return { kind };
  }
}

function encodeContext(
  writer: Writer,
  context: SmartModuleContext | Exclude<SmartModuleKind, { kind: 'generic' }>,
): void {
  if ('accumulator' in context) writer.bytes(context.accumulator);
  if ('topic' in context) writer.string(context.topic);
  if ('derivedstream' in context) writer.string(context.derivedstream);
}

function decodeContext(reader: Reader, kind: SmartModuleContext['kind']): SmartModuleContext {
  switch (kind) {
    case 'none':
      return { kind };
    case 'aggregate':
      return { kind, accumulator: reader.bytes() };
    case 'join':
      return { kind, topic: reader.string() };
    case 'joinStream':
      return { kind, topic: reader.string(), derivedstream: reader.string() };
  }
}

function encodeLookback(writer: Writer, lookback: Lookback, version: number): void {
  writer.u64(lookback.last);
  if (version >= 21) writer.option(lookback.age, writeDuration, version);
}

function decodeLookback(reader: Reader, version: number): Lookback {
  return { last: reader.u64(), age: version >= 21 ? reader.option(readDuration, version) : null };
}
