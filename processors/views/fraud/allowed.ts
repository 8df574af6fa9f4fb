/** Who is no subject of a rule (settings, `allow`). */
import { BlockList } from 'node:net';
import type { Allowed } from '../../../settings/settings.js';

export class AllowList {
  readonly players: ReadonlySet<string>;
  readonly #addresses = new BlockList();

  constructor({ addresses, players }: Allowed) {
    this.players = new Set(players);
    for (const text of addresses) this.#allow(text);
  }

  /**
   * A v4 address is looked for as the one mapped into v6, which blocks of either kind may hold.
   * @param ip in canonical form
   */
  hasAddress(ip: string): boolean {
    return this.#addresses.check(ip.includes(':') ? ip : `::ffff:${ip}`, 'ipv6');
  }

  #allow(text: string): void {
    const [address = '', prefix] = text.split('/');
    const family = address.includes(':') ? 'ipv6' : 'ipv4';
    if (prefix === undefined) this.#addresses.addAddress(address, family);
    else this.#addresses.addSubnet(address, Number(prefix), family);
  }
}
