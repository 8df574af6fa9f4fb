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
  /** Whether it has a row in `spells`: not while it stands in that of its visit. */
  hasRow: boolean;
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
  /** Of the last event. */
  mapId: string;
}

export interface Visit extends VisitFacts {
  /** Row id; 0 while it is not in the database. */
  id: number;
  readonly playerId: string;
  readonly levelId: string;
  /** As in the database; −1: not completed. */
  storedCompletedAt: number;
  /** Whether it has changed in more than what each event changes, since the last commit. */
  isReshaped: boolean;
  /** Not after the last event: nobody needs to ask before this whether the player is gone. −1: completed. */
  watchedFrom: number;
  /** The spell with the last event; until those of a commit are ranked, the one that was it before. */
  latest: Spell;
  /** Others with events since the last commit. */
  others: Map<string, Spell> | undefined;
  /** Maps known to be in the database, or written with the next commit, and the one used last. */
  maps: Map<string, 'stored' | 'new'> | undefined;
  map: string | undefined;
}

export function newVisit(playerId: string, levelId: string, sessionId: string): Visit {
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
    storedCompletedAt: -1,
    isReshaped: false,
    watchedFrom: -1,
    latest: newSpell(sessionId),
    others: undefined,
    maps: undefined,
    map: undefined,
  };
}

export function newSpell(sessionId: string): Spell {
  return {
    sessionId,
    firstAt: Number.POSITIVE_INFINITY,
    lastAt: -1,
    storedFirst: Number.NaN,
    storedLast: Number.NaN,
    hasRow: false,
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
  visit.moves += span.moves;
  visit.interactions += span.interactions;
  visit.levelCompletes += span.levelCompletes;
  if (span.firstAt < visit.firstAt) {
    visit.firstAt = span.firstAt;
    visit.isReshaped = true;
  }
  if (span.completedAt < (visit.completedAt < 0 ? Number.POSITIVE_INFINITY : visit.completedAt)) {
    visit.completedAt = span.completedAt;
    visit.isReshaped = true;
  }
  if (span.lastAt < visit.lastAt) return;
  const isOtherMap = span.mapId !== visit.mapId;
  if (isOtherMap && (span.lastAt > visit.lastAt || compareUtf8(span.mapId, visit.mapId) > 0)) {
    visit.mapId = span.mapId;
    visit.isReshaped = true;
  }
  visit.lastAt = span.lastAt;
}

export function addToSpell(spell: Spell, { firstAt, lastAt }: SpanFacts): void {
  if (firstAt < spell.firstAt) spell.firstAt = firstAt;
  if (lastAt > spell.lastAt) spell.lastAt = lastAt;
}

/** Finds the spell with the last event; of several at one instant, the one whose session comes last. */
export function rankSpells(visit: Visit): void {
  if (visit.others === undefined) return;
  const before = visit.latest;
  for (const spell of visit.others.values()) if (isLater(spell, visit.latest)) visit.latest = spell;
  if (visit.latest === before) return;
  visit.others.delete(visit.latest.sessionId);
  visit.others.set(before.sessionId, before);
  visit.isReshaped = true;
}

function isLater(one: Spell, other: Spell): boolean {
  if (one.lastAt !== other.lastAt) return one.lastAt > other.lastAt;
  return compareUtf8(one.sessionId, other.sessionId) > 0;
}

/** Of a spell's time, the part before a completion, ms. */
export function playedBefore(completedAt: number, { firstAt, lastAt }: TimeSpan): number {
  return Math.max(0, Math.min(lastAt, completedAt) - firstAt);
}

export interface TimeSpan {
  readonly firstAt: number;
  readonly lastAt: number;
}
