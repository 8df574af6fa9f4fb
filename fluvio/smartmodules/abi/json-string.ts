/**
 * Strings of JSON as they stand in the bytes: where one ends, and whether it is a given text. An escape is compared as
 * what it stands for; half a surrogate pair is no text and equals nothing.
 */

const QUOTE: u8 = 0x22;
const BACKSLASH: u8 = 0x5c;
/** No code point. */
const NONE: u32 = 0xffffffff;

/** Behind the code point that `next` read. */
let behind: usize = 0;

/** Behind the string that starts at `at` with its quote; 0 where there is none, or its bytes are no UTF-8. */
export function afterString(at: usize, end: usize): usize {
  if (at >= end || load<u8>(at) != QUOTE) return 0;
  at++;
  while (at < end) {
    const byte = load<u8>(at);
    if (byte == QUOTE) return at + 1;
    if (byte < 0x20) return 0;
    if (byte == BACKSLASH) at = afterEscape(at, end);
    else if (byte < 0x80) at++;
    else at = afterUtf8(at, end);
    if (at == 0) return 0;
  }
  return 0;
}

/** Whether the string in `[at, end)`, quotes included, is this text (ASCII). */
export function isSameText(at: usize, end: usize, text: string): bool {
  at++;
  for (let i = 0; i < text.length; i++) {
    if (at >= end - 1 || next(at) != <u32>text.charCodeAt(i)) return false;
    at = behind;
  }
  return at == end - 1;
}

/** Whether the string in `[at, end)`, quotes included, is this UTF-8. */
export function isSameUtf8(at: usize, end: usize, text: usize, length: i32): bool {
  const textEnd = text + <usize>length;
  at++;
  while (text < textEnd) {
    if (at >= end - 1 || afterUtf8(text, textEnd) == 0) return false;
    const code = next(at);
    at = behind;
    if (code != utf8(text) || code == NONE) return false;
    text = behind;
  }
  return at == end - 1;
}

/** The code point at `at` of a string that afterString() has seen. */
function next(at: usize): u32 {
  const byte = load<u8>(at);
  if (byte != BACKSLASH) return utf8(at);
  const escaped = load<u8>(at, 1);
  behind = at + 2;
  if (escaped != 0x75) return plainEscape(escaped);
  const unit = hex4(at + 2);
  behind = at + 6;
  if ((unit & 0xf800) != 0xd800) return unit;
  if (unit >= 0xdc00 || load<u8>(behind) != BACKSLASH || load<u8>(behind, 1) != 0x75) return NONE;
  const low = hex4(behind + 2);
  if ((low & 0xfc00) != 0xdc00) return NONE;
  behind += 6;
  return 0x10000 + ((unit & 0x3ff) << 10) + (low & 0x3ff);
}

/** What `\n` and the like stand for; NONE for a letter that has no such meaning. */
function plainEscape(escaped: u8): u32 {
  switch (escaped) {
    case 0x22:
    case 0x2f:
    case 0x5c:
      return escaped;
    case 0x62:
      return 0x08;
    case 0x66:
      return 0x0c;
    case 0x6e:
      return 0x0a;
    case 0x72:
      return 0x0d;
    case 0x74:
      return 0x09;
    default:
      return NONE;
  }
}

function afterEscape(at: usize, end: usize): usize {
  if (at + 2 > end) return 0;
  const escaped = load<u8>(at, 1);
  if (escaped != 0x75) return plainEscape(escaped) == NONE ? 0 : at + 2;
  return at + 6 <= end && hex4(at + 2) != NONE ? at + 6 : 0;
}

function hex4(at: usize): u32 {
  let value: u32 = 0;
  for (let i: usize = 0; i < 4; i++) {
    const byte = <u32>load<u8>(at + i);
    const digit = byte - 0x30 < 10 ? byte - 0x30 : (byte | 0x20) - 0x61 < 6 ? (byte | 0x20) - 0x57 : NONE;
    if (digit == NONE) return NONE;
    value = (value << 4) | digit;
  }
  return value;
}

/** The code point of well-formed UTF-8. */
function utf8(at: usize): u32 {
  const first = <u32>load<u8>(at);
  const more: u32 = first < 0x80 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
  let code = more == 0 ? first : first & (0x3f >> more);
  for (let i: u32 = 1; i <= more; i++) code = (code << 6) | (<u32>load<u8>(at + i) & 0x3f);
  behind = at + more + 1;
  return code;
}

/** Behind one well-formed code point (Unicode 15, table 3-7), or 0. */
function afterUtf8(at: usize, end: usize): usize {
  const first = load<u8>(at);
  if (first < 0x80) return at + 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  const more: usize = first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
  if (at + more >= end) return 0;
  for (let i: usize = 1; i <= more; i++) if ((load<u8>(at + i) & 0xc0) != 0x80) return 0;
  const second = load<u8>(at, 1);
  if (first == 0xe0 && second < 0xa0) return 0;
  if (first == 0xed && second > 0x9f) return 0;
  if (first == 0xf0 && second < 0x90) return 0;
  if (first == 0xf4 && second > 0x8f) return 0;
  return at + more + 1;
}
