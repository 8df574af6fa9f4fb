/** The visits that the spans since the last commit are of, brought up to date. */

import { PairNumbers } from '../../rollups/pair-numbers.js';
import type { Db } from '../../store/open.js';
import { LiveVisits } from './live-visits.js';
import type { Spans } from './spans.js';
import { addToSpell, addToVisit, type Visit } from './visit.js';

interface Told {
  /** A visit that is in the database, while it still is what it is there. */
  before(visit: Visit): void;
  /** So many events of a level on a map. */
  events(levelId: string, mapId: string, events: number): void;
}

export class TouchedVisits {
  readonly #live: LiveVisits;
  /** (player, level) → place among the touched. */
  readonly #places = new PairNumbers();
  #touched: Visit[] = [];

  constructor(db: Db) {
    this.#live = new LiveVisits(db);
  }

  /** In the order of their first span; what of them is to be written stands in their spells and maps. */
  gather(spans: Spans, told: Told): readonly Visit[] {
    const live = this.#live;
    for (let span = 0; span < spans.size; span++) {
      const sessionId = spans.textOf(spans.sessions[span]!);
      const visit = this.#visitOf(spans, span, sessionId, told);
      const facts = spans.factsOf(span);
      addToVisit(visit, facts);
      addToSpell(live.spellOf(visit, sessionId), facts);
      live.noteMap(visit, facts.mapId);
      told.events(visit.levelId, facts.mapId, facts.moves + facts.interactions + facts.levelCompletes);
    }
    return this.#touched;
  }

  /** To be called after the commit. */
  settle(): void {
    this.#live.settle(this.#touched);
    this.#touched = [];
    this.#places.clear();
  }

  #visitOf(spans: Spans, span: number, sessionId: string, { before }: Told): Visit {
    const player = spans.players[span]!;
    const level = spans.levels[span]!;
    const place = this.#places.numberOf(player, level);
    if (place < this.#touched.length) return this.#touched[place]!;
    const visit = this.#live.visitOf(spans.textOf(player), spans.textOf(level), sessionId);
    if (visit.id !== 0) before(visit);
    this.#touched.push(visit);
    return visit;
  }
}
