/** `-O binary`: bytes as `fluvio consume` dumps them (crates/fluvio-extension-common/src/common/hex_dump.rs). */
const COLUMNS = 16;
const SEPARATOR = `${'-'.repeat(78)}\n`;

/** Rows of 16 bytes with their position and their characters, then a line that parts one record from the next. */
export function hexDump(bytes: Uint8Array): string {
  let dump = '';
  for (let start = 0; start < bytes.length; start += COLUMNS) {
    dump += row(start, bytes.subarray(start, start + COLUMNS));
  }
  return dump + SEPARATOR;
}

function row(start: number, bytes: Uint8Array): string {
  let hex = '';
  let characters = '';
  bytes.forEach((byte, i) => {
    if (i % (COLUMNS / 2) === 0) hex += ' ';
    hex += ` ${byte.toString(16).padStart(2, '0')}`;
    characters += character(byte);
  });
  // The real command leaves one blank for the gap of the second half also when the first half is just full.
  if (bytes.length <= COLUMNS / 2) hex += ' ';
  hex += '   '.repeat(COLUMNS - bytes.length);
  return `${start.toString(16).padStart(8, '0')}${hex}  |${characters.padEnd(COLUMNS)}|\n`;
}

function character(byte: number): string {
  if (byte === 0x0a) return '.';
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ' ';
}
