import { crowdFor, rateAt } from './density.js';
import { Player } from './players.js';
import type { Prng } from './prng.js';
import { type MoodAfter, Sessions } from './sessions.js';
import { type Actor, TimeQueue } from './time-queue.js';
import type { World } from './world.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** In these first hours most who appear have played before the scenario began, so that no level is empty. */
const HOURS_OF_VETERANS = 3;

/** Lets players in, so that as many are at play as the density asks for; those who left come back when they like. */
export class Lobby implements Actor {
  private readonly prng: Prng;
  private readonly sessions: Sessions;
  private readonly away = new TimeQueue<Player>();
  private strangers: number;

  constructor(private readonly world: World) {
    this.prng = world.chance('lobby');
    this.sessions = new Sessions(world, (player, mood, now) => this.sendHome(player, mood, now));
    this.strangers = world.options.players;
    const { start } = world.options;
    const { online } = this.adapt(start);
    for (let missing = online; missing > 0; missing--) this.letIn(start, start + this.prng.below(15_000));
  }

  step(now: number): number {
    const { online, rate } = this.adapt(now);
    const pause = Math.max(1_000, Math.min(10_000, Math.floor(10_000 / rate)));
    const missing = online - this.world.crowd.onlineCount;
    // When many more are wanted they come within half a minute, not all at once.
    for (let entries = Math.ceil(missing * 0.15); entries > 0; entries--)
      this.letIn(now, now + this.prng.below(pause));
    return now + pause;
  }

  private adapt(now: number): { online: number; rate: number } {
    const { density, start, servers, players } = this.world.options;
    const rate = rateAt(density, start, now);
    const { online, stretch } = crowdFor(rate, servers, players);
    this.world.stretch = stretch;
    return { online, rate };
  }

  /** Whoever wants to come back goes first, then somebody new; when all have been seen, whoever is next. */
  private letIn(now: number, at: number): void {
    if (this.away.firstTime() <= now) this.sessions.login(this.away.pop(), at);
    else if (this.strangers > 0) this.sessions.login(this.newcomer(now), at);
    else if (this.away.size > 0) this.sessions.login(this.away.pop(), at);
  }

  private newcomer(now: number): Player {
    const { world, prng } = this;
    const index = world.options.players - this.strangers--;
    const player = new Player(index, world.clocks.errorOf(index), prng, this.sessions);
    const isEarly = now - world.options.start < HOURS_OF_VETERANS * HOUR;
    if (prng.chance(isEarly ? 0.7 : 0.15)) player.level = prng.below(world.levels.length);
    world.crowd.known.set(index, player);
    return player;
  }

  private sendHome(player: Player, mood: MoodAfter, now: number): void {
    this.away.push(now + Math.floor(this.timeAway(player, mood)), player);
  }

  private timeAway(player: Player, mood: MoodAfter): number {
    const { prng } = this;
    if (mood === 'wants more') return prng.between(10 * MINUTE, 90 * MINUTE);
    // Some never come back: in weeks, if nobody else is left to play.
    const isNew = player.sessions <= 2;
    if (prng.chance(mood === 'gave up' || isNew ? 0.4 : 0.06)) return prng.between(20 * DAY, 90 * DAY);
    return prng.chance(0.3) ? prng.between(1 * HOUR, 5 * HOUR) : prng.between(8 * HOUR, 40 * HOUR);
  }
}
