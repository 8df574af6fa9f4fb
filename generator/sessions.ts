import { Combat } from './combat.js';
import { playerEventText } from './event-text.js';
import { GameActions } from './game-actions.js';
import { sessionId } from './ids.js';
import type { GameMap, Level } from './levels.js';
import type { Play, Player } from './players.js';
import type { Prng } from './prng.js';
import { Shopping } from './shopping.js';
import { Visit } from './visits.js';
import type { World } from './world.js';

const MINUTE = 60_000;

/** Chances at each step of a player. */
const FIGHT = 0.1;
const ACTION = 0.12;
const CHANGE_MAP = 0.004;

/** What the lobby wants to know when a session is over. */
export type MoodAfter = 'wants more' | 'tired' | 'gave up';

/** A session: steps a few seconds apart, through levels, until time is up, or patience. */
export class Sessions implements Play {
  private readonly prng: Prng;
  private readonly combat: Combat;
  private readonly actions: GameActions;
  private readonly shopping: Shopping;

  constructor(
    private readonly world: World,
    private readonly onLogout: (player: Player, mood: MoodAfter, now: number) => void,
  ) {
    this.prng = world.chance('sessions');
    this.combat = new Combat(world);
    this.actions = new GameActions(world);
    this.shopping = new Shopping(world);
  }

  /** Lets a player in at a time that is still to come. */
  login(player: Player, at: number): void {
    const { prng } = this;
    player.sessions++;
    player.sessionId = sessionId(player.index, player.sessions);
    player.sessionEnds = at + Math.floor(prng.between(8, 48) * MINUTE);
    player.lastStep = at;
    if (player.needed === 0) this.enterLevel(player);
    else player.map = prng.pick(this.levelOf(player).maps);
    this.world.crowd.enter(player);
    this.world.actors.push(at, player);
  }

  step(player: Player, now: number): number {
    const { prng } = this;
    player.worked += (now - player.lastStep) / 1000;
    player.lastStep = now;
    if (now >= player.sessionEnds) return this.logout(player, prng.chance(0.3) ? 'wants more' : 'tired', now);

    if (!player.isFinished && player.worked >= player.needed) this.complete(player, now);
    else this.tell(player, prng.chance(0.72) ? 'move' : 'interaction', now);

    if (prng.chance(FIGHT)) this.combat.fight(player, now);
    if (prng.chance(ACTION)) this.actions.act(player, now);
    this.shopping.maybeBuy(player, now);
    if (prng.chance(CHANGE_MAP)) player.map = prng.pick(this.levelOf(player).maps);

    if (!player.isFinished && player.worked > player.patience && !player.visit.hasGivenUp) {
      player.visit.hasGivenUp = true;
      return this.logout(player, 'gave up', now);
    }
    return now + Math.max(1, Math.floor(prng.between(4_000, 14_000) * this.world.stretch));
  }

  private levelOf(player: Player): Level {
    return this.world.levels[player.level] as Level;
  }

  private enterLevel(player: Player): void {
    const level = this.levelOf(player);
    const map = this.prng.pick(level.maps);
    player.map = map;
    player.worked = 0;
    player.needed = (level.usualSeconds * map.effort * this.prng.between(0.7, 1.3)) / player.skill;
    player.visit = new Visit();
  }

  /** The device tells us until we have got it; then the next level opens. */
  private complete(player: Player, now: number): void {
    if (!this.tell(player, 'level_complete', now)) return;
    if (player.level === this.world.levels.length - 1) {
      player.isFinished = true;
      return;
    }
    player.level++;
    this.enterLevel(player);
    // A success is a good moment to stop.
    if (this.prng.chance(0.12)) player.sessionEnds = now;
  }

  private tell(player: Player, kind: 'move' | 'interaction' | 'level_complete', now: number): boolean {
    const time = player.eventTime(now, this.world.options.start);
    const text = playerEventText(player.id, player.sessionId, kind, player.map as GameMap, time);
    const isIntact = this.world.outbox.send('player-events', player.id, text, now);
    if (isIntact) player.visit.note(player.sessions, time);
    return isIntact;
  }

  private logout(player: Player, mood: MoodAfter, now: number): number {
    this.world.crowd.leave(player);
    this.onLogout(player, mood, now);
    return Number.POSITIVE_INFINITY;
  }
}
