/** One line of `game-flow consume TOPIC -O ndjson`. */
export interface OracleRecord {
  topic: string;
  partition: number;
  offset: number;
  /** The record's own Fluvio timestamp, integer ms; null when it has none. */
  timestamp: number | null;
  key: string | null;
  key_base64?: string;
  /** The value when it is valid UTF-8, otherwise null and `value_base64` has the bytes. */
  value: string | null;
  value_base64?: string;
}

/** Reads NDJSON text; empty lines are skipped. */
export function* readRecords(text: string): Generator<OracleRecord> {
  for (const line of text.split('\n')) {
    if (line.trim() !== '') yield JSON.parse(line) as OracleRecord;
  }
}

const MAX_VALUE_BYTES = 64 * 1024;

/** The value as text, or null when its bytes are not acceptable: invalid UTF-8, a byte order mark, over 64 KiB. */
export function valueText(record: OracleRecord): string | null {
  const bytes =
    record.value === null
      ? Buffer.from(record.value_base64 ?? '', 'base64')
      : Buffer.from(record.value, 'utf8');
  if (bytes.length > MAX_VALUE_BYTES) return null;
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return null;
  const text = bytes.toString('utf8');
  // Decoding replaces what is invalid, so only valid bytes come back unchanged.
  return Buffer.from(text, 'utf8').equals(bytes) ? text : null;
}
