/**
 * Which addresses are anybody's on the internet, and which are somebody's own: a webhook must not become a way to the
 * machines beside us. What is not known to be public is not (IANA's registries of special-purpose addresses).
 */
import { isIP } from 'node:net';

/** First address and prefix length of the blocks of IPv4 that are not public. */
const SPECIAL_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];

/** Whether an address, v4 or v6 in whatever spelling, is public; false for what is no address. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return isPublicV4(numberOf(address));
  // With a zone it is of one link.
  return version === 6 && !address.includes('%') && isPublicV6(groupsOf(address));
}

function isPublicV4(address: number): boolean {
  return !SPECIAL_V4.some(([block, length]) => {
    const size = 2 ** (32 - length);
    return Math.floor(address / size) === Math.floor(numberOf(block) / size);
  });
}

function isPublicV6(groups: readonly number[]): boolean {
  const [first = 0, second = 0] = groups;
  // IPv4 in disguise is judged as what it stands for: ::ffff:0:0/96 (mapped) and 64:ff9b::/96 (NAT64).
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  const isNat64 = first === 0x64 && second === 0xff9b && groups.slice(2, 6).every((group) => group === 0);
  if (isMapped || isNat64) return isPublicV4(groups[6]! * 0x10000 + groups[7]!);
  // Of global unicast, 2000::/3: not 2001::/23 (Teredo and other protocols), documentation, nor 6to4.
  if (first >> 13 !== 1) return false;
  if (first === 0x2001 && (second < 0x200 || second === 0xdb8)) return false;
  return first !== 0x2002 && !(first === 0x3fff && second < 0x1000);
}

function numberOf(v4: string): number {
  return v4.split('.').reduce((number, part) => number * 256 + Number(part), 0);
}

/** The eight groups of an IPv6 address. */
function groupsOf(v6: string): number[] {
  // The URL parser writes them all in hexadecimal, with one `::` at the most.
  const canonical = new URL(`http://[${v6}]`).hostname.slice(1, -1);
  const [head = '', tail] = canonical.split('::');
  const before = groups(head);
  if (tail === undefined) return before;
  const after = groups(tail);
  return [...before, ...new Array<number>(8 - before.length - after.length).fill(0), ...after];
}

function groups(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
}
