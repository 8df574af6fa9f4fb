import { playerId } from './ids.js';
import type { GameMap } from './levels.js';
import type { Prng } from './prng.js';
import type { Actor } from './time-queue.js';
import { Visit } from './visits.js';

/** Whoever moves a player through time; see sessions.ts. */
export interface Play {
  step(player: Player, now: number): number;
}

/** A person: who they are, how far they have come, and what they carry. */
export class Player implements Actor {
  readonly id: string;
  /** 0.5 (a beginner) to 1.6 (an expert), most near 1. */
  readonly skill: number;
  /** How much more than others they buy; the mean is 1. */
  readonly keenness: number;
  /** Seconds on one level after which they have had enough of it. */
  readonly patience: number;
  /** From their device to us, in ms. */
  readonly delay: number;

  level = 0;
  visit = new Visit();
  map: GameMap | undefined;
  /** Seconds of play on this level, and how many it takes. */
  worked = 0;
  needed = 0;
  /** Has seen the end of the last level, and goes on for fun. */
  isFinished = false;

  sessions = 0;
  sessionId = '';
  sessionEnds = 0;
  lastStep = 0;
  /** Place among those at play; -1 when away. */
  slot = -1;

  lastPurchase = Number.NEGATIVE_INFINITY;
  guild = '';
  health = 100;

  constructor(
    readonly index: number,
    readonly clockError: number,
    prng: Prng,
    private readonly play: Play,
  ) {
    this.id = playerId(index);
    this.skill = 0.5 + (1.1 * (prng.unit() + prng.unit() + prng.unit())) / 3;
    this.keenness = drawKeenness(prng.unit());
    this.patience = 60 * prng.between(10, 45);
    this.delay = prng.whole(5, 400);
  }

  step(now: number): number {
    return this.play.step(this, now);
  }

  /** What this player's device writes into an event that reaches us now. */
  eventTime(now: number, start: number): number {
    return this.onClock(Math.max(start, now - this.delay));
  }

  /** A true time as this player's clock shows it; no clock shows a time before 1970. */
  onClock(time: number): number {
    return Math.max(0, time + this.clockError);
  }
}

/** Most never buy, some do now and then, a few spend a large part of all the money. */
function drawKeenness(unit: number): number {
  if (unit < 0.65) return 0;
  if (unit < 0.89) return 1.3;
  return unit < 0.98 ? 4.5 : 14;
}
