/**
 * The label that says what an admin message is about, and the part of it whose form the label decides
 * (Fluvio: `TypeBuffer` in `fluvio-sc-schema/src/objects/metadata.rs`).
 *
 *     typed     label string · length u32 · what the label says       (from version 11)
 *     metadata  name string · spec · status
 */
import { DecodeError } from '../decode-error.js';
import type { Reader } from '../reader.js';
import type { Writer } from '../writer.js';
import { type CustomSpuSpec, customSpuCodec } from './custom-spu.js';
import { type MirrorSpec, type MirrorStatus, mirrorCodec } from './mirror.js';
import type { ObjectCodec } from './object-codec.js';
import { type PartitionSpec, type PartitionStatus, partitionCodec } from './partition.js';
import { type SmartModuleSpec, type SmartModuleStatus, smartModuleCodec } from './smartmodule.js';
import { type SpuSpec, type SpuStatus, spuCodec } from './spu.js';
import { type SpuGroupSpec, type SpuGroupStatus, spuGroupCodec } from './spu-group.js';
import { type TableFormatSpec, type TableFormatStatus, tableFormatCodec } from './table-format.js';
import { type TopicSpec, type TopicStatus, topicCodec } from './topic.js';

/** Spec and status by label. */
export interface ObjectTypes {
  Topic: { spec: TopicSpec; status: TopicStatus };
  Partition: { spec: PartitionSpec; status: PartitionStatus };
  SPU: { spec: SpuSpec; status: SpuStatus };
  CustomSpu: { spec: CustomSpuSpec; status: SpuStatus };
  SpuGroup: { spec: SpuGroupSpec; status: SpuGroupStatus };
  SmartModule: { spec: SmartModuleSpec; status: SmartModuleStatus };
  TableFormat: { spec: TableFormatSpec; status: TableFormatStatus };
  Mirror: { spec: MirrorSpec; status: MirrorStatus };
}

export type ObjectLabel = keyof ObjectTypes;

/** One object, by name. */
export interface Metadata<L extends ObjectLabel> {
  readonly name: string;
  readonly spec: ObjectTypes[L]['spec'];
  readonly status: ObjectTypes[L]['status'];
}

type Codecs = { readonly [L in ObjectLabel]: ObjectCodec<ObjectTypes[L]['spec'], ObjectTypes[L]['status']> };

const CODECS: Codecs = {
  Topic: topicCodec,
  Partition: partitionCodec,
  SPU: spuCodec,
  CustomSpu: customSpuCodec,
  SpuGroup: spuGroupCodec,
  SmartModule: smartModuleCodec,
  TableFormat: tableFormatCodec,
  Mirror: mirrorCodec,
};

export const OBJECT_LABELS = Object.keys(CODECS) as ObjectLabel[];

export function objectCodec<L extends ObjectLabel>(label: L): Codecs[L] {
  return CODECS[label];
}

/** Label, length, and what `write` writes. */
export function encodeTyped(writer: Writer, label: ObjectLabel, write: (writer: Writer) => void): void {
  writer.string(label);
  writer.nested32(write);
}

/**
 * The label and a reader of what belongs to it. As on a real SC, bytes that a newer client adds at the end are
 * passed over.
 */
export function decodeTyped(reader: Reader): { label: ObjectLabel; body: Reader } {
  const at = reader.offset;
  const label = reader.string();
  if (!Object.hasOwn(CODECS, label)) throw new DecodeError('invalid', 'an unknown type of object', at);
  return { label: label as ObjectLabel, body: reader.nested32() };
}

export function encodeMetadata<L extends ObjectLabel>(
  writer: Writer,
  label: L,
  metadata: Metadata<L>,
  version: number,
): void {
  const codec = objectCodec(label);
  writer.string(metadata.name);
  codec.encodeSpec(writer, metadata.spec, version);
  codec.encodeStatus(writer, metadata.status, version);
}

export function decodeMetadata<L extends ObjectLabel>(
  reader: Reader,
  label: L,
  version: number,
): Metadata<L> {
  const codec = objectCodec(label);
  return {
    name: reader.string(),
    spec: codec.decodeSpec(reader, version),
    status: codec.decodeStatus(reader, version),
  };
}
