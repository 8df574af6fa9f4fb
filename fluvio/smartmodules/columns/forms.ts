/** Forms of strings that schemas ask for besides their length. */

const POINT: u8 = 0x2e;

const COLON: u8 = 0x3a;

/** Whether `[at, at + length)` is an address without a zone. The v6 forms that end with a v4 address are passed on. */
export function isIp(at: usize, length: u32): bool {
  return isIpv4(at, length) || isIpv6(at, length);
}

/** Eight groups of one to four hexadecimal digits, or at most seven and one `::` for the others. */
function isIpv6(at: usize, length: u32): bool {
  const end = at + length;
  let groups = 0;
  let isShort = load<u8>(at) == COLON;
  if (isShort) {
    if (length < 2 || load<u8>(at, 1) != COLON) return false;
    at += 2;
    if (at == end) return true;
  }
  while (true) {
    const start = at;
    while (at < end && isHexadecimal(<u32>load<u8>(at))) at++;
    if (at == start || at - start > 4) return false;
    groups++;
    if (at == end) return isShort ? groups <= 7 : groups == 8;
    if (load<u8>(at++) != COLON || at == end) return false;
    if (load<u8>(at) == COLON) {
      if (isShort) return false;
      isShort = true;
      at++;
      if (at == end) return groups <= 7;
    }
  }
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function isHexadecimal(byte: u32): bool {
  return byte - 48 <= 9 || (byte | 0x20) - 97 <= 5;
}

/** Four numbers to 255 without leading zeros. */
function isIpv4(at: usize, length: u32): bool {
  const end = at + length;
  let group = 0;
  while (true) {
    const start = at;
    let number: u32 = 0;
    for (; at < end && at - start < 4; at++) {
      const digit = <u32>load<u8>(at) - 48;
      if (digit > 9) break;
      number = number * 10 + digit;
    }
    const digits = at - start;
    if (digits == 0 || number > 255 || (digits > 1 && load<u8>(start) == 48) || digits > 3) return false;
    if (group++ == 3) return at == end;
    if (at >= end || load<u8>(at++) != POINT) return false;
  }
}

/** Whether all of `[at, at + length)` are letters from A to Z. */
export function areCapitals(at: usize, length: u32): bool {
  for (let i: u32 = 0; i < length; i++) {
    if (<u32>load<u8>(at + i) - 65 > 25) return false;
  }
  return true;
}
