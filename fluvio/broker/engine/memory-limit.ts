import { EngineError } from './messages.js';

const PAGE_BYTES = 65_536;
const MEMORY_SECTION = 5;
const HAS_MAXIMUM = 0x01;

/**
 * The module with its memory's maximum lowered to `limitBytes`. JavaScript is not asked when WebAssembly grows its
 * memory, so the limit has to be in the module itself. Growing beyond it then answers −1 (on a real SPU it traps).
 * Bytes that are no module come back as they are: compiling them says what is wrong.
 */
export function limitMemory(wasm: Uint8Array, limitBytes: number): Uint8Array {
  const maxPages = Math.floor(limitBytes / PAGE_BYTES);
  const section = findSection(wasm, MEMORY_SECTION);
  if (section === undefined) return wasm;
  const cursor = { at: section.start };
  if (readLeb(wasm, cursor) !== 1) return wasm;
  const flags = wasm[cursor.at++]!;
  const minimum = readLeb(wasm, cursor);
  const maximum = flags & HAS_MAXIMUM ? readLeb(wasm, cursor) : Number.POSITIVE_INFINITY;
  if (minimum > maxPages) {
    const message = `Requested memory ${minimum * PAGE_BYTES}b exceeded max allowed ${limitBytes}b`;
    throw new EngineError('memory', message);
  }
  if (maximum <= maxPages) return wasm;
  const body = [1, flags | HAS_MAXIMUM, ...leb(minimum), ...leb(maxPages)];
  return Buffer.concat([
    wasm.subarray(0, section.header),
    Buffer.from([MEMORY_SECTION, ...leb(body.length), ...body]),
    wasm.subarray(section.end),
  ]);
}

/** Where a section lies: its id, the start of its content and its end. */
function findSection(
  wasm: Uint8Array,
  id: number,
): { header: number; start: number; end: number } | undefined {
  const cursor = { at: 8 };
  while (cursor.at < wasm.length) {
    const header = cursor.at;
    const found = wasm[cursor.at++];
    const size = readLeb(wasm, cursor);
    const end = cursor.at + size;
    if (end > wasm.length) return undefined;
    if (found === id) return { header, start: cursor.at, end };
    cursor.at = end;
  }
  return undefined;
}

function readLeb(bytes: Uint8Array, cursor: { at: number }): number {
  let value = 0;
  for (let scale = 1; ; scale *= 128) {
    const byte = bytes[cursor.at++] ?? 0;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return value;
  }
}

function leb(value: number): number[] {
  const bytes: number[] = [];
  for (; value > 0x7f; value = Math.floor(value / 128)) bytes.push((value % 128) | 0x80);
  return [...bytes, value];
}
