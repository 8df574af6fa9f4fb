/** `-O dynamic|text|raw`: values as text, as `fluvio consume` shows them (its record_format.rs). */
import { hexDump } from './hex-dump.js';
import type { ConsumedRecord } from './record.js';

/** As far as the real command looks for a zero byte (its crate content_inspector). */
const INSPECTED_BYTES = 1024;
const BYTE_ORDER_MARKS = ['efbbbf', '0000feff', 'fffe0000', 'feff', 'fffe'].map(fromHex);
const BINARY_BEGINNINGS = [Buffer.from('%PDF'), Buffer.from('\x89PNG', 'latin1')];

/** Text, unless it looks binary: then a hex dump. */
export function dynamicText(record: ConsumedRecord): string {
  return looksBinary(record.value) ? hexDump(record.value) : record.value.toString();
}

/** Text, or its size when it looks binary and `evenBinary` is not set. */
export function plainText(record: ConsumedRecord, evenBinary: boolean): string {
  if (looksBinary(record.value) && !evenBinary) return `binary: (${record.value.length} bytes)`;
  return record.value.toString();
}

/** The key as text; `null` when there is none. */
export function keyText(record: ConsumedRecord): string {
  return record.key === null ? 'null' : record.key.toString();
}

/** No byte order mark, and a zero byte early on or the mark of a known format. */
export function looksBinary(value: Buffer): boolean {
  if (BYTE_ORDER_MARKS.some((mark) => startsWith(value, mark))) return false;
  if (value.subarray(0, INSPECTED_BYTES).includes(0)) return true;
  return BINARY_BEGINNINGS.some((beginning) => startsWith(value, beginning));
}

function startsWith(value: Buffer, beginning: Buffer): boolean {
  return value.subarray(0, beginning.length).equals(beginning);
}

function fromHex(hex: string): Buffer {
  return Buffer.from(hex, 'hex');
}
