/** A partition of a topic: `topic string · partition u32` (Fluvio: `fluvio-protocol/src/record/replica.rs`). */
import type { Reader } from '../reader.js';
import type { Writer } from '../writer.js';

export interface ReplicaKey {
  readonly topic: string;
  readonly partition: number;
}

export function encodeReplicaKey(writer: Writer, key: ReplicaKey): void {
  writer.string(key.topic);
  writer.u32(key.partition);
}

export function decodeReplicaKey(reader: Reader): ReplicaKey {
  return { topic: reader.string(), partition: reader.u32() };
}
