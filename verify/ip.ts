/**
 * The canonical form of an IPv4 or IPv6 address, or null when the text is neither (a zone is not allowed).
 * IPv6 as in RFC 5952 with hexadecimal groups throughout; ::ffff:0:0/96 becomes the IPv4 address it maps.
 */
export function canonicalIp(text: unknown): string | null {
  if (typeof text !== 'string') return null;
  const v4 = parseV4(text);
  if (v4 !== null) return v4.join('.');
  const groups = parseV6(text);
  if (groups === null) return null;
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (!mapped) return showV6(groups);
  return groups
    .slice(6)
    .flatMap((group) => [group >> 8, group & 0xff])
    .join('.');
}

function parseV4(text: string): number[] | null {
  const parts = text.split('.');
  if (parts.length !== 4) return null;
  for (const part of parts) {
    if (!/^(0|[1-9][0-9]{0,2})$/.test(part) || Number(part) > 255) return null;
  }
  return parts.map(Number);
}

/** Eight groups: `::` stands for at least one of them, the last two may be written as IPv4. */
function parseV6(text: string): number[] | null {
  const halves = text.split('::');
  if (halves.length === 1) {
    const groups = parseGroups(text, true);
    return groups !== null && groups.length === 8 ? groups : null;
  }
  if (halves.length !== 2) return null;
  const head = halves[0] === '' ? [] : parseGroups(halves[0]!, false);
  const tail = halves[1] === '' ? [] : parseGroups(halves[1]!, true);
  if (head === null || tail === null) return null;
  const missing = 8 - head.length - tail.length;
  return missing < 1 ? null : [...head, ...new Array<number>(missing).fill(0), ...tail];
}

function parseGroups(text: string, mayEndInV4: boolean): number[] | null {
  const parts = text.split(':');
  const groups: number[] = [];
  for (const [index, part] of parts.entries()) {
    const v4 = mayEndInV4 && index === parts.length - 1 ? parseV4(part) : null;
    if (v4 !== null) groups.push(v4[0]! * 256 + v4[1]!, v4[2]! * 256 + v4[3]!);
    else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16));
    else return null;
  }
  return groups;
}

/** RFC 5952: the longest run of at least two zero groups, the first of equals, becomes `::`. */
function showV6(groups: number[]): string {
  let start = 0;
  let length = 0;
  for (let from = 0; from < 8; from++) {
    let to = from;
    while (to < 8 && groups[to] === 0) to++;
    if (to - from > length) {
      start = from;
      length = to - from;
    }
  }
  const show = (some: number[]) => some.map((group) => group.toString(16)).join(':');
  return length < 2 ? show(groups) : `${show(groups.slice(0, start))}::${show(groups.slice(start + length))}`;
}

/** Whether an address lies in a block in CIDR notation, or is the address named. IPv4 lies within ::ffff:0:0/96. */
export function isInBlock(address: string, block: string): boolean {
  const slash = block.indexOf('/');
  const named = slash < 0 ? block : block.slice(0, slash);
  const of = bits(named);
  const length = slash < 0 ? 128 : Number(block.slice(slash + 1)) + (parseV4(named) === null ? 0 : 96);
  return bits(address).slice(0, length) === of.slice(0, length);
}

/** The 128 bits of a valid address, as a text of zeros and ones. */
function bits(address: string): string {
  const v4 = parseV4(address);
  const groups = v4 === null ? parseV6(address) : parseV6(`::ffff:${address}`);
  if (groups === null) throw new Error(`not an address: ${address}`);
  return groups.map((group) => group.toString(2).padStart(16, '0')).join('');
}
