/** A visit in memory, and what it counts for in the figures of its level. Pure. */
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
  /** As in the database; −1: not completed. */
  storedCompletedAt: number;
  /** Spells with events since the last commit, where there is more than one, and the one used last. */
  spells: Map<string, Spell> | undefined;
  spell: Spell | undefined;
  /** Maps known to be in the database, or written with the next commit, and the one used last. */
  maps: Map<string, 'stored' | 'new'> | undefined;
  map: string | undefined;
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
    storedCompletedAt: -1,
    spells: undefined,
    spell: undefined,
    maps: undefined,
    map: undefined,
  };
}

/** What the events of a span amount to. */
export interface SpanFacts {
  readonly firstAt: number;
  readonly lastAt: number;
  /** Infinity: no `level_complete`. */
  readonly completedAt: number;
  readonly moves: number;
  readonly interactions: number;
  readonly levelCompletes: number;
  readonly mapId: string;
}

/** What a span changes, but for spells and maps. */
export function addToVisit(visit: Visit, span: SpanFacts): void {
  if (span.firstAt < visit.firstAt) visit.firstAt = span.firstAt;
  if (span.lastAt > visit.lastAt) visit.lastAt = span.lastAt;
  visit.moves += span.moves;
  visit.interactions += span.interactions;
  visit.levelCompletes += span.levelCompletes;
  if (span.levelCompletes > 0 && (visit.completedAt < 0 || span.completedAt < visit.completedAt))
    visit.completedAt = span.completedAt;
  if (
    span.lastAt > visit.mapIdAt ||
    (span.lastAt === visit.mapIdAt && span.mapId !== visit.mapId && compareUtf8(span.mapId, visit.mapId) > 0)
  ) {
    visit.mapId = span.mapId;
    visit.mapIdAt = span.lastAt;
  }
}

export function addToSpell(spell: Spell, { firstAt, lastAt }: SpanFacts): void {
  if (firstAt < spell.firstAt) spell.firstAt = firstAt;
  if (lastAt > spell.lastAt) spell.lastAt = lastAt;
}

/** Of a spell's time, the part before a completion, ms. */
export function playedBefore(completedAt: number, firstAt: number, lastAt: number): number {
  return Math.max(0, Math.min(lastAt, completedAt) - firstAt);
}
