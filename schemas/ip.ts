/**
 * Internet addresses of events: what counts as one is exactly what ajv-formats calls `ipv4` and `ipv6` (no zone, no
 * leading zeros in v4), so its own expressions are used.
 */
import formats from 'ajv-formats/dist/formats.js';

const IPV4 = formats.fullFormats.ipv4 as RegExp;
const IPV6 = formats.fullFormats.ipv6 as RegExp;

/** Longest text of an address: eight groups, the last two written as v4. */
const LONGEST = 45;

export function isIp(text: string): boolean {
  return text.length <= LONGEST && (IPV4.test(text) || IPV6.test(text));
}

/**
 * The one form in which addresses are compared and shown: RFC 5952, with hexadecimal groups throughout (`::1.2.3.4` is
 * `::102:304`). A v4 address mapped into v6 (::ffff:0:0/96) is the v4 address, `1.2.3.4`, so that one client counts
 * once whichever socket it came through. `text` must have passed `isIp`.
 */
export function canonicalIp(text: string): string {
  // ajv-formats allows no leading zeros, so a v4 address has one form only.
  if (!text.includes(':')) return text;
  const groups = groupsOf(text);
  const [, , , , , sixth = 0, high = 0, low = 0] = groups;
  if (sixth === 0xffff && groups.slice(0, 5).every((group) => group === 0)) {
    return `${high >> 8}.${high & 0xff}.${low >> 8}.${low & 0xff}`;
  }
  return compress(groups);
}

/** The eight 16-bit groups of a v6 address. */
function groupsOf(text: string): number[] {
  const [head = '', tail] = text.split('::');
  const first = readGroups(head);
  if (tail === undefined) return first;
  const last = readGroups(tail);
  return [...first, ...new Array<number>(8 - first.length - last.length).fill(0), ...last];
}

function readGroups(text: string): number[] {
  if (text === '') return [];
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
    return [(a << 8) | b, (c << 8) | d];
  });
}

/** `::` stands for the longest run of two or more zero groups, the first of equally long ones. */
function compress(groups: readonly number[]): string {
  let start = -1;
  let longest = 1;
  for (let i = 0; i < groups.length; i++) {
    let end = i;
    while (groups[end] === 0) end++;
    if (end - i > longest) {
      start = i;
      longest = end - i;
    }
  }
  const hex = groups.map((group) => group.toString(16));
  if (start < 0) return hex.join(':');
  return `${hex.slice(0, start).join(':')}::${hex.slice(start + longest).join(':')}`;
}
