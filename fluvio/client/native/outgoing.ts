import type { OutgoingRecord } from '../types.js';

/** Records on their way to the native client: for each, u32 length of the key, u32 length of the value, key, value. */
export interface OutgoingChunk {
  readonly bytes: Buffer;
  readonly count: number;
}

const CHUNK_BYTES = 256 * 1024;

/** Encodes records, in order, into chunks of about 256 KiB. */
export function encodeOutgoing(records: readonly OutgoingRecord[]): OutgoingChunk[] {
  const chunks: OutgoingChunk[] = [];
  for (let next = 0; next < records.length; ) {
    const first = next;
    let size = 0;
    for (; next < records.length && size < CHUNK_BYTES; next++) {
      const record = records[next]!;
      size += 8 + byteLength(record.key) + byteLength(record.value);
    }
    const bytes = Buffer.allocUnsafe(size);
    let at = 0;
    for (let i = first; i < next; i++) at = put(bytes, at, records[i]!);
    chunks.push({ bytes, count: next - first });
  }
  return chunks;
}

export function byteLength(data: string | Uint8Array): number {
  return typeof data === 'string' ? Buffer.byteLength(data) : data.length;
}

/**
 * What `sendAll` takes. It is declared for ArrayBuffers and refuses them: what it wants is views (ran). They are views of
 * `bytes`, which must stay referenced until `sendAll` has resolved, as the native side reads it from another thread.
 */
export function decodeOutgoing(bytes: Buffer): [ArrayBuffer, ArrayBuffer][] {
  const records: [ArrayBuffer, ArrayBuffer][] = [];
  for (let at = 0; at < bytes.length; ) {
    const valueAt = at + 8 + bytes.readUInt32LE(at);
    const end = valueAt + bytes.readUInt32LE(at + 4);
    records.push([asDeclared(bytes.subarray(at + 8, valueAt)), asDeclared(bytes.subarray(valueAt, end))]);
    at = end;
  }
  return records;
}

function asDeclared(view: Buffer): ArrayBuffer {
  return view as unknown as ArrayBuffer;
}

function put(bytes: Buffer, at: number, record: OutgoingRecord): number {
  const valueAt = at + 8 + putData(bytes, at + 8, record.key);
  const end = valueAt + putData(bytes, valueAt, record.value);
  bytes.writeUInt32LE(valueAt - at - 8, at);
  bytes.writeUInt32LE(end - valueAt, at + 4);
  return end;
}

function putData(bytes: Buffer, at: number, data: string | Uint8Array): number {
  if (typeof data === 'string') return bytes.write(data, at);
  bytes.set(data, at);
  return data.length;
}
