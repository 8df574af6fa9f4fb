/** Forms of strings that schemas ask for besides their length. */

const POINT: u8 = 0x2e;

/**
 * Whether `[at, at + length)` is an IPv4 address: four numbers to 255 without leading zeros. What else may be an address
 * is passed on.
 */
export function isIpv4(at: usize, length: u32): bool {
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
