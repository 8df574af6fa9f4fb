/**
 * A game with very many players, in little memory: who they are, how far each has come, and what one of them does next.
 * Not the scenario of `generate`, which remembers too much of each player for a million of them.
 */

import { Prng } from '../../generator/prng.js';

/** Maps of a level. */
const MAPS = 5;

export interface Size {
  /** Begins the source of each player's ids and the names of sessions, so that two populations do not repeat each other. */
  readonly name: string;
  readonly players: number;
  /** Levels of the game; every player goes through them in order and, at the end, begins anew. */
  readonly levels: number;
  /** Who numbers the events: as many sources of ids, the game's servers or the players themselves. */
  readonly sources: number;
}

export class Population {
  /** The level at which each player is. */
  readonly #level: Uint16Array;
  /** The number of each source's next event. */
  readonly #next: Float64Array;
  /** Which session of the player it is. */
  readonly #session: Uint16Array;
  readonly #prng: Prng;
  /** Everybody, shuffled, and how many of them have had their turn. */
  readonly #queue: Uint32Array;
  #served = 0;

  constructor(readonly size: Size) {
    this.#next = new Float64Array(size.sources);
    this.#session = new Uint16Array(size.players);
    this.#prng = new Prng(size.name);
    this.#level = Uint16Array.from({ length: size.players }, () => this.below(size.levels));
    this.#queue = Uint32Array.from({ length: size.players }, (_, player) => player);
    for (let i = size.players - 1; i > 0; i--) {
      const j = this.below(i + 1);
      [this.#queue[i], this.#queue[j]] = [this.#queue[j]!, this.#queue[i]!];
    }
  }

  /** A number below `n`; the same ones in every run. */
  below(n: number): number {
    return this.#prng.below(n);
  }

  somebody(): number {
    return this.below(this.size.players);
  }

  /** Everybody once, and then again. */
  nextInTurn(): number {
    return this.#queue[this.#served++ % this.#queue.length]!;
  }

  beginSession(player: number): void {
    this.#session[player]!++;
  }

  beginLevel(player: number): void {
    this.#level[player] = (this.#level[player]! + 1) % this.size.levels;
  }

  play(player: number, type: 'move' | 'interaction' | 'level_complete', time: number): string {
    const level = this.#level[player]!;
    const session = this.#session[player]!;
    const map = (player + Math.floor(time / 60_000)) % MAPS;
    return `{"event_id":"${this.#id(player)}","player_id":"player_${player}","session_id":"${this.size.name}_${player}_${session}","event_type":"${type}","level_id":"level_${level}","map_id":"map_${level}_${map}","timestamp":"${iso(time)}"}`;
  }

  buy(player: number, time: number): string {
    const item = Math.floor((this.below(1000) * this.below(1000)) / 5000);
    const price = 0.99 + (item % 40);
    return `{"event_id":"${this.#id(player)}","player_id":"player_${player}","item_id":"item_${item}","price":${price},"currency":"${player % 3 === 0 ? 'EUR' : 'USD'}","purchase_timestamp":"${iso(time)}","ip_address":"10.${(player >> 16) & 255}.${(player >> 8) & 255}.${player & 255}"}`;
  }

  fight(player: number, time: number): string {
    const type = this.below(2) === 0 ? 'kill' : 'death';
    return `{"event_id":"${this.#id(player)}","playerid":"player_${player}","timestamp":${time},"eventtype":"${type}"}`;
  }

  act(player: number, time: number): string {
    const id = this.#id(player);
    const head = `{"event_id":"${id}","player_id":"player_${player}","timestamp":"${iso(time)}"`;
    switch (this.below(3)) {
      case 0:
        return `${head},"event_type":"buy_sword","sword_type":"sword_${this.below(20)}"}`;
      case 1:
        return `${head},"event_type":"join_guild","guild_name":"guild_${this.below(500)}"}`;
      default:
        return `${head},"event_type":"battle","opponent_id":"player_${this.somebody()}","outcome":"win","health":${this.below(101)}}`;
    }
  }

  sample(server: number, time: number): string {
    const cpu = 40 + this.below(52);
    return `{"server_id":"server_${server}","cpu_load":${cpu},"memory_usage":${50 + this.below(30)},"latency":${20 + this.below(60)},"timestamp":"${iso(time)}"}`;
  }

  #id(player: number): string {
    const source = player % this.size.sources;
    return `${this.size.name}.${source}-${this.#next[source]!++}`;
  }
}

let shownTime = -1;
let shown = '';

/** Most events have the time of the one before. */
function iso(time: number): string {
  if (time !== shownTime) {
    shownTime = time;
    shown = new Date(time).toISOString();
  }
  return shown;
}
