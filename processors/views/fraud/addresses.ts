/**
 * `shared_ip` and `many_ips`: many players from one address, one player from many addresses. Both count pairs of player
 * and address that are new to a window; with windows of one size, as by default, they are the same pairs.
 */
import { windowStart } from '../../rollups/rollup.js';
import { hasEnded } from '../../store/ended-windows.js';
import type { Db } from '../../store/open.js';
import type { Commit } from '../view.js';
import type { RuleCounts } from './counted-rule.js';

/** The pairs in windows of one size, for the rules that have it. */
export class Addresses {
  /** Purchases since the last commit: window start → player → the addresses. */
  readonly #pairs = new Map<number, Map<string, Set<string>>>();
  readonly #windowMs: number;
  readonly #insert: { run(...parameters: unknown[]): { changes: number } };

  constructor(
    db: Db,
    readonly rules: readonly [RuleCounts, ...RuleCounts[]],
  ) {
    this.#windowMs = rules[0].windowMs;
    this.#insert = db.prepare('INSERT OR IGNORE INTO fraud_addresses VALUES (?, ?, ?, ?)');
  }

  /** @param ip in canonical form */
  add(playerId: string, ip: string, time: number): void {
    const start = windowStart(time, this.#windowMs);
    let players = this.#pairs.get(start);
    if (players === undefined) {
      players = new Map();
      this.#pairs.set(start, players);
    }
    const ips = players.get(playerId);
    if (ips === undefined) players.set(playerId, new Set([ip]));
    else ips.add(ip);
  }

  write(commit: Commit): void {
    for (const [start, players] of this.#pairs) {
      if (hasEnded(start, this.#windowMs, commit)) continue;
      const added = this.#insertNew(start, players);
      for (const rule of this.rules) {
        const counts = rule.rule === 'shared_ip' ? added.playersByIp : added.ipsByPlayer;
        for (const [subject, more] of counts) rule.add(start, subject, more, commit);
      }
    }
  }

  clear(): void {
    this.#pairs.clear();
  }

  /** How many pairs the window did not have yet, by either side. */
  #insertNew(start: number, players: ReadonlyMap<string, ReadonlySet<string>>) {
    const playersByIp = new Map<string, number>();
    const ipsByPlayer = new Map<string, number>();
    for (const [playerId, ips] of players) {
      let more = 0;
      for (const ip of ips) {
        if (this.#insert.run(this.#windowMs, start, playerId, ip).changes === 0) continue;
        more++;
        playersByIp.set(ip, (playersByIp.get(ip) ?? 0) + 1);
      }
      if (more > 0) ipsByPlayer.set(playerId, more);
    }
    return { playersByIp, ipsByPlayer };
  }
}

/** Rules of equal windows together. */
export function addressesOf(db: Db, sharedIp: RuleCounts, manyIps: RuleCounts): Addresses[] {
  return sharedIp.windowMs === manyIps.windowMs
    ? [new Addresses(db, [sharedIp, manyIps])]
    : [new Addresses(db, [sharedIp]), new Addresses(db, [manyIps])];
}
