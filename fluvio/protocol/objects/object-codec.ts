import type { Reader } from '../reader.js';
import type { Writer } from '../writer.js';

/** How one kind of metadata object travels: what was asked for (spec) and how it is (status). */
export interface ObjectCodec<Spec, Status> {
  encodeSpec(writer: Writer, spec: Spec, version: number): void;
  decodeSpec(reader: Reader, version: number): Spec;
  encodeStatus(writer: Writer, status: Status, version: number): void;
  decodeStatus(reader: Reader, version: number): Status;
}
