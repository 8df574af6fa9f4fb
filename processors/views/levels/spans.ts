/**
 * What the events since the last commit amount to, by player, session, level and map: what is asked of a visit, a spell
 * or a map is a sum, a minimum or a maximum over spans. Most events are of a span that the player was in just before,
 * which is found without a search.
 */
import { choiceNumber, type Dictionary, type EventColumns } from '../../../schemas/index.js';
import { PairNumbers } from '../../rollups/pair-numbers.js';
import { enlarged } from '../codes/enlarged.js';
import type { SpanFacts } from './visit.js';

const MOVE = choiceNumber('player-events', 'event_type', 'move');
const INTERACTION = choiceNumber('player-events', 'event_type', 'interaction');
const LEVEL_COMPLETE = choiceNumber('player-events', 'event_type', 'level_complete');
const KINDS = 3;

const SMALLEST = 256;

export class Spans {
  /** By span: codes, … */
  players = new Int32Array(SMALLEST);
  sessions = new Int32Array(SMALLEST);
  levels = new Int32Array(SMALLEST);
  maps = new Int32Array(SMALLEST);
  /** … ms since 1970, … */
  firstAt = new Float64Array(SMALLEST);
  lastAt = new Float64Array(SMALLEST);
  /** … of the earliest `level_complete`; Infinity where there is none, … */
  completedAt = new Float64Array(SMALLEST);
  /** … and a count for each event type. */
  counts = new Int32Array(KINDS * SMALLEST);
  readonly #inSession = new PairNumbers();
  readonly #onMap = new PairNumbers();
  /** (in session, on map) → span. */
  readonly #spans = new PairNumbers();
  /** By player, the span of the latest event taken, plus one; 0 for none. */
  #current = new Int32Array(SMALLEST);
  #dictionary: Dictionary | undefined;

  get size(): number {
    return this.#spans.size;
  }

  take(events: EventColumns<'player-events'>, rows: Int32Array, count: number): void {
    const { time: times, texts, choices, dictionary } = events;
    const { player_id, session_id, level_id, map_id } = texts;
    const { event_type } = choices;
    this.#dictionary = dictionary;
    if (this.#current.length < dictionary.size) this.#current = enlarged(this.#current, dictionary.size);
    const current = this.#current;
    let { sessions, levels, maps, firstAt, lastAt, completedAt, counts } = this;
    for (let n = 0; n < count; n++) {
      const row = rows[n]!;
      const player = player_id[row]!;
      const session = session_id[row]!;
      const level = level_id[row]!;
      const map = map_id[row]!;
      const time = times[row]!;
      const kind = event_type[row]!;
      let span = current[player]! - 1;
      if (span < 0 || levels[span] !== level || sessions[span] !== session || maps[span] !== map) {
        span = this.#spanOf(player, session, level, map);
        ({ sessions, levels, maps, firstAt, lastAt, completedAt, counts } = this);
        current[player] = span + 1;
      }
      if (time < firstAt[span]!) firstAt[span] = time;
      if (time > lastAt[span]!) lastAt[span] = time;
      counts[KINDS * span + kind]!++;
      if (kind === LEVEL_COMPLETE && time < completedAt[span]!) completedAt[span] = time;
    }
  }

  /** Of a code; until the commit is through. */
  textOf(code: number): string {
    return this.#dictionary!.textOf(code);
  }

  factsOf(span: number): SpanFacts {
    const counts = KINDS * span;
    return {
      firstAt: this.firstAt[span]!,
      lastAt: this.lastAt[span]!,
      completedAt: this.completedAt[span]!,
      moves: this.counts[counts + MOVE]!,
      interactions: this.counts[counts + INTERACTION]!,
      levelCompletes: this.counts[counts + LEVEL_COMPLETE]!,
      mapId: this.textOf(this.maps[span]!),
    };
  }

  clear(): void {
    this.#dictionary = undefined;
    for (const pairs of [this.#inSession, this.#onMap, this.#spans]) pairs.clear();
    if (this.#current.length > 8 * SMALLEST) this.#current = new Int32Array(SMALLEST);
    else this.#current.fill(0);
  }

  #spanOf(player: number, session: number, level: number, map: number): number {
    const known = this.size;
    const span = this.#spans.numberOf(
      this.#inSession.numberOf(player, session),
      this.#onMap.numberOf(level, map),
    );
    if (span < known) return span;
    if (span === this.players.length) this.#grow();
    this.players[span] = player;
    this.sessions[span] = session;
    this.levels[span] = level;
    this.maps[span] = map;
    this.firstAt[span] = Number.POSITIVE_INFINITY;
    this.lastAt[span] = Number.NEGATIVE_INFINITY;
    this.completedAt[span] = Number.POSITIVE_INFINITY;
    this.counts.fill(0, KINDS * span, KINDS * (span + 1));
    return span;
  }

  #grow(): void {
    const room = 2 * this.players.length;
    this.players = enlarged(this.players, room);
    this.sessions = enlarged(this.sessions, room);
    this.levels = enlarged(this.levels, room);
    this.maps = enlarged(this.maps, room);
    this.firstAt = enlarged(this.firstAt, room);
    this.lastAt = enlarged(this.lastAt, room);
    this.completedAt = enlarged(this.completedAt, room);
    this.counts = enlarged(this.counts, KINDS * room);
  }
}
