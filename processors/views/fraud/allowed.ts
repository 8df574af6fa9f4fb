/** Who is no subject of a rule (settings, `allow`). */
import { BlockList } from 'node:net';
import { canonicalIp } from '../../../schemas/index.js';
import type { Allowed } from '../../../settings/settings.js';

/** Bits before the v4 address within ::ffff:0:0/96. */
const MAPPED_BITS = 96;

export class AllowList {
  readonly players: ReadonlySet<string>;
  readonly #addresses = new BlockList();

  constructor({ addresses, players }: Allowed) {
    this.players = new Set(players);
    for (const text of addresses) this.#allow(text);
  }

  /** @param ip in canonical form */
  hasAddress(ip: string): boolean {
    return this.#addresses.check(ip, familyOf(ip));
  }

  /** A block of mapped v4 addresses is one of v4: those addresses are never shown otherwise. */
  #allow(text: string): void {
    const [address = '', prefix] = text.split('/');
    const ip = canonicalIp(address);
    const family = familyOf(ip);
    if (prefix === undefined) {
      this.#addresses.addAddress(ip, family);
      return;
    }
    const isMapped = family === 'ipv4' && address.includes(':');
    const bits = isMapped ? Math.max(0, Number(prefix) - MAPPED_BITS) : Number(prefix);
    this.#addresses.addSubnet(ip, bits, family);
  }
}

function familyOf(ip: string): 'ipv4' | 'ipv6' {
  return ip.includes(':') ? 'ipv6' : 'ipv4';
}
