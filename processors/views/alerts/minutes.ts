/** The minutes of the servers, those of live servers in memory. */
import { Generations } from '../../store/generations.js';
import type { Db } from '../../store/open.js';
import { MinuteRows } from './minute-rows.js';
import { ServerMinutes } from './server-minutes.js';

/** So many servers are remembered, and as many again: below 1 KB each while they are well. */
const REMEMBERED = 32_768;

export class Minutes {
  readonly rows: MinuteRows;
  readonly #live = new Generations<string, ServerMinutes>();

  /** @param remembered another number than the usual is for tests */
  constructor(
    db: Db,
    readonly remembered = REMEMBERED,
  ) {
    this.rows = new MinuteRows(db);
  }

  /** Those of a server that has samples. */
  of(server: string): ServerMinutes {
    let own = this.#live.get(server);
    if (own === undefined) {
      own = new ServerMinutes(server, this.rows);
      this.#live.add(server, own);
    }
    return own;
  }

  /** Those of a server that need not have any lately, and is not remembered for being asked for. */
  glance(server: string): ServerMinutes {
    return this.#live.get(server) ?? new ServerMinutes(server, this.rows);
  }

  /** To be called between commits. */
  settle(): void {
    if (this.#live.weight > this.remembered) this.#live.turn();
  }
}
