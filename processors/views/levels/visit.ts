/** A visit in memory, and what it counts for in the figures of its level. Pure. */
import type { PlayerEvent } from '../../../schemas/index.js';
import { compareUtf8 } from '../../rollups/text-order.js';

/** One session's part of a visit; times in ms since 1970. */
export interface Spell {
  readonly sessionId: string;
  firstAt: number;
  lastAt: number;
  /** As in the database; NaN when it is not there yet. */
  storedFirst: number;
  storedLast: number;
}

/** What the figures see of a visit. */
export interface VisitFacts {
  firstAt: number;
  lastAt: number;
  /** −1: not completed. */
  completedAt: number;
  /** Sum over its spells of (last − first), ms. */
  played: number;
  /** The same up to the completion; −1: not completed. */
  playedToCompletion: number;
  moves: number;
  interactions: number;
  levelCompletes: number;
  mapId: string;
  mapIdAt: number;
}

export interface Visit extends VisitFacts {
  /** Row id; 0 while it is not in the database. */
  id: number;
  readonly playerId: string;
  readonly levelId: string;
  /** As the figures saw it after the last commit; undefined while they have not seen it. */
  counted: VisitFacts | undefined;
  /** Spells with events since the last commit, and the one used last. */
  spells: Map<string, Spell> | undefined;
  spell: Spell | undefined;
  /** Maps known to be in the database, or written with the next commit. */
  maps: Map<string, 'stored' | 'new'> | undefined;
  map: string | undefined;
  /** Has events since the last commit. */
  isTouched: boolean;
}

export function newVisit(playerId: string, levelId: string): Visit {
  return {
    id: 0,
    playerId,
    levelId,
    firstAt: Number.POSITIVE_INFINITY,
    lastAt: -1,
    completedAt: -1,
    played: 0,
    playedToCompletion: -1,
    moves: 0,
    interactions: 0,
    levelCompletes: 0,
    mapId: '',
    mapIdAt: -1,
    counted: undefined,
    spells: undefined,
    spell: undefined,
    maps: undefined,
    map: undefined,
    isTouched: false,
  };
}

/** What an event changes, but for spells and maps. */
export function addToVisit(visit: Visit, event: PlayerEvent, time: number): void {
  if (time < visit.firstAt) visit.firstAt = time;
  if (time > visit.lastAt) visit.lastAt = time;
  if (event.event_type === 'move') visit.moves++;
  else if (event.event_type === 'interaction') visit.interactions++;
  else {
    visit.levelCompletes++;
    if (visit.completedAt < 0 || time < visit.completedAt) visit.completedAt = time;
  }
  if (
    time > visit.mapIdAt ||
    (time === visit.mapIdAt && event.map_id !== visit.mapId && compareUtf8(event.map_id, visit.mapId) > 0)
  ) {
    visit.mapId = event.map_id;
    visit.mapIdAt = time;
  }
}

export function addToSpell(spell: Spell, time: number): void {
  if (time < spell.firstAt) spell.firstAt = time;
  if (time > spell.lastAt) spell.lastAt = time;
}

/** Of a spell's time, the part before a completion, ms. */
export function playedBefore(completedAt: number, firstAt: number, lastAt: number): number {
  return Math.max(0, Math.min(lastAt, completedAt) - firstAt);
}

export function factsOf(visit: VisitFacts): VisitFacts {
  const { firstAt, lastAt, completedAt, played, playedToCompletion, moves, interactions, levelCompletes } =
    visit;
  const { mapId, mapIdAt } = visit;
  return {
    firstAt,
    lastAt,
    completedAt,
    played,
    playedToCompletion,
    moves,
    interactions,
    levelCompletes,
    mapId,
    mapIdAt,
  };
}
