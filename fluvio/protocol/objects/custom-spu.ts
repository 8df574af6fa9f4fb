/**
 * CustomSpu, an SPU that is registered by hand; stored and watched as an SPU (Fluvio: `spu/spec.rs`, `spu/mod.rs`).
 *
 *     spec  id i32 · addresses (`spu.ts`)
 *     key   "Name" string · name string | "Id" string · id i32
 */
import { DecodeError } from '../decode-error.js';
import type { Reader } from '../reader.js';
import type { Writer } from '../writer.js';
import type { ObjectCodec } from './object-codec.js';
import {
  decodeSpuAddresses,
  encodeSpuAddresses,
  type SpuAddresses,
  type SpuStatus,
  spuCodec,
} from './spu.js';

export interface CustomSpuSpec extends SpuAddresses {
  readonly id: number;
}

/** What a custom SPU is deleted by. */
export type CustomSpuKey =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'id'; readonly id: number };

export const customSpuCodec: ObjectCodec<CustomSpuSpec, SpuStatus> = {
  encodeSpec(writer: Writer, spec: CustomSpuSpec, version: number): void {
    writer.i32(spec.id);
    encodeSpuAddresses(writer, spec, version);
  },

  decodeSpec(reader: Reader, version: number): CustomSpuSpec {
    return { id: reader.i32(), ...decodeSpuAddresses(reader, version) };
  },

  encodeStatus: (writer, status, version) => spuCodec.encodeStatus(writer, status, version),
  decodeStatus: (reader, version) => spuCodec.decodeStatus(reader, version),
};

export function encodeCustomSpuKey(writer: Writer, key: CustomSpuKey): void {
  if (key.kind === 'name') {
    writer.string('Name');
    writer.string(key.name);
  } else {
    writer.string('Id');
    writer.i32(key.id);
  }
}

export function decodeCustomSpuKey(reader: Reader): CustomSpuKey {
  const at = reader.offset;
  const type = reader.string();
  if (type === 'Name') return { kind: 'name', name: reader.string() };
  if (type === 'Id') return { kind: 'id', id: reader.i32() };
  throw new DecodeError('invalid', 'an unknown key of a custom SPU', at);
}
