import { isUtf8 } from 'node:buffer';
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
 * What `sendAll` takes: text wherever the bytes are valid UTF-8, which all but spoiled events are. A view of bytes works
 * too, but the native side lets go of its reference on a thread of its own, and with thousands of them V8 ends the
 * process (ran: `Check failed: node->IsInUse()` within 60,000 records). So views are left to what no text can carry;
 * they must stay referenced until `sendAll` has resolved.
 */
export function decodeOutgoing(bytes: Buffer): [NativeData, NativeData][] {
  const records: [NativeData, NativeData][] = [];
  for (let at = 0; at < bytes.length; ) {
    const valueAt = at + 8 + bytes.readUInt32LE(at);
    const end = valueAt + bytes.readUInt32LE(at + 4);
    records.push([nativeData(bytes.subarray(at + 8, valueAt)), nativeData(bytes.subarray(valueAt, end))]);
    at = end;
  }
  return records;
}

/** Declared as text or ArrayBuffer, but an ArrayBuffer is refused: what it wants is a view (ran). */
type NativeData = string | ArrayBuffer;

function nativeData(bytes: Buffer): NativeData {
  return isUtf8(bytes) ? bytes.toString() : (bytes as unknown as ArrayBuffer);
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
