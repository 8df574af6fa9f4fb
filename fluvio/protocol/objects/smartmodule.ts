/**
 * SmartModule (Fluvio: `fluvio-controlplane-metadata/src/smartmodule/`).
 *
 *     spec     meta option(package · params map(string, description option(string) · optional bool))
 *              · summary option(wasm_length u32) · format u8 · payload bytes
 *     package  name string · group string · version string · api_version string · description option(string)
 *              · license option(string) · visibility u8 from 19 · repository option(string)
 *     status   nothing
 *
 * The form before version 10 is not supported.
 */
import { type Reader, readString, readTag } from '../reader.js';
import { type Writer, writeString, writeTag } from '../writer.js';
import type { ObjectCodec } from './object-codec.js';

export interface SmartModuleSpec {
  readonly meta: SmartModuleMetadata | null;
  /** Stands for the module's bytes in lists that ask for a summary. */
  readonly summary: { readonly wasmLength: number } | null;
  readonly wasm: SmartModuleWasm;
}

export interface SmartModuleMetadata {
  readonly package: SmartModulePackage;
  readonly params: ReadonlyMap<string, SmartModuleParam>;
}

export interface SmartModulePackage {
  readonly name: string;
  readonly group: string;
  /** Semantic versions: clients refuse a text that is none. */
  readonly version: string;
  readonly apiVersion: string;
  readonly description: string | null;
  readonly license: string | null;
  readonly visibility: (typeof VISIBILITIES)[number];
  readonly repository: string | null;
}

export interface SmartModuleParam {
  readonly description: string | null;
  readonly optional: boolean;
}

export interface SmartModuleWasm {
  readonly format: (typeof FORMATS)[number];
  /** The module, gzipped; empty in a summary. */
  readonly payload: Buffer;
}

export type SmartModuleStatus = Record<string, never>;

const FORMATS = ['binary', 'text'] as const;
const VISIBILITIES = ['private', 'public'] as const;

export const smartModuleCodec: ObjectCodec<SmartModuleSpec, SmartModuleStatus> = {
  encodeSpec(writer: Writer, spec: SmartModuleSpec, version: number): void {
    writer.option(spec.meta, encodeMetadata, version);
    writer.option(spec.summary, (to, summary) => to.u32(summary.wasmLength), version);
    writeTag(writer, spec.wasm.format, FORMATS);
    writer.bytes(spec.wasm.payload);
  },

  decodeSpec(reader: Reader, version: number): SmartModuleSpec {
    return {
      meta: reader.option(decodeMetadata, version),
      summary: reader.option((from) => ({ wasmLength: from.u32() }), version),
      wasm: { format: readTag(reader, FORMATS, 'format of a SmartModule'), payload: reader.bytes() },
    };
  },

  encodeStatus(): void {},

  decodeStatus(): SmartModuleStatus {
    return {};
  },
};

function encodeMetadata(writer: Writer, meta: SmartModuleMetadata, version: number): void {
  encodePackage(writer, meta.package, version);
  writer.map(meta.params, writeString, encodeParam, version);
}

function decodeMetadata(reader: Reader, version: number): SmartModuleMetadata {
  return { package: decodePackage(reader, version), params: reader.map(readString, decodeParam, version) };
}

function encodePackage(writer: Writer, pack: SmartModulePackage, version: number): void {
  writer.string(pack.name);
  writer.string(pack.group);
  writer.string(pack.version);
  writer.string(pack.apiVersion);
  writer.option(pack.description, writeString, version);
  writer.option(pack.license, writeString, version);
  if (version >= 19) writeTag(writer, pack.visibility, VISIBILITIES);
  writer.option(pack.repository, writeString, version);
}

function decodePackage(reader: Reader, version: number): SmartModulePackage {
  return {
    name: reader.string(),
    group: reader.string(),
    version: reader.string(),
    apiVersion: reader.string(),
    description: reader.option(readString, version),
    license: reader.option(readString, version),
    visibility: version >= 19 ? readTag(reader, VISIBILITIES, 'visibility') : 'private',
    repository: reader.option(readString, version),
  };
}

function encodeParam(writer: Writer, param: SmartModuleParam, version: number): void {
  writer.option(param.description, writeString, version);
  writer.bool(param.optional);
}

function decodeParam(reader: Reader, version: number): SmartModuleParam {
  return { description: reader.option(readString, version), optional: reader.bool() };
}
