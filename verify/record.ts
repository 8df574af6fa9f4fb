/** A record to be judged: one line of `game-flow consume TOPIC -O ndjson`, or one that has just been read. */
export interface LogRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** The record's own Fluvio timestamp, integer ms; null when it has none; absent when whoever read it was not told. */
  readonly timestamp?: number | null;
  /** Bytes, or text; null when `value_base64` has it. */
  readonly value: string | Uint8Array | null;
  readonly value_base64?: string;
}

const MAX_VALUE_BYTES = 64 * 1024;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The value as text, or null when its bytes are not acceptable: invalid UTF-8, a byte order mark, over 64 KiB. */
export function valueText(record: LogRecord): string | null {
  const bytes = valueBytes(record);
  if (bytes.length > MAX_VALUE_BYTES) return null;
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return null;
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

/** The value as it lies in the log. */
export function valueBytes({ value, value_base64 }: LogRecord): Uint8Array {
  if (value === null) return Buffer.from(value_base64 ?? '', 'base64');
  return typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
}
