import { thinness } from './density.js';
import type { Metric, PlantedIncident } from './planted-log.js';
import type { Prng } from './prng.js';
import { Server } from './servers.js';
import type { Actor } from './time-queue.js';
import type { World } from './world.js';

const MINUTE = 60_000;
const METRICS: readonly Metric[] = ['cpu_load', 'memory_usage', 'latency'];
const SEVERITIES = ['hot', 'warning', 'warning', 'critical'] as const;

/** The servers, and what befalls them. */
export class Operations implements Actor {
  private readonly servers: readonly Server[];
  private readonly prng: Prng;

  constructor(private readonly world: World) {
    this.prng = world.chance('incidents');
    const ofServers = world.chance('servers');
    this.servers = Array.from(
      { length: world.options.servers },
      (_, index) => new Server(world, ofServers, index),
    );
    const { start } = world.options;
    const { warmupMs } = world.options.density;
    world.actors.push(start + this.prng.whole(3 * MINUTE, 9 * MINUTE), this);
    this.later(start + this.spread(start, 18, 40), (now) => this.interruption(now));
    if (warmupMs >= 30 * MINUTE) this.troubleAtHandover(start + warmupMs);
    const farewell = start + warmupMs + this.spread(start + warmupMs, 100, 200);
    if (this.servers.length > 2) this.later(farewell, (now) => this.farewell(now));
  }

  /** Another incident somewhere, or just a busy stretch. */
  step(now: number): number {
    const severity = this.prng.pick(SEVERITIES);
    this.strike(now, this.prng.pick(METRICS), severity, this.prng.whole(3 * MINUTE, 14 * MINUTE));
    return now + this.spread(now, 7, 16);
  }

  /** The live stream begins in the middle of something: one server overloaded, one not heard of for minutes. */
  private troubleAtHandover(end: number): void {
    this.later(end - this.prng.whole(7 * MINUTE, 10 * MINUTE), (now) =>
      this.strike(now, 'cpu_load', 'critical', this.prng.whole(40 * MINUTE, 60 * MINUTE)),
    );
    this.later(end - this.prng.whole(5 * MINUTE, 6 * MINUTE), (now) =>
      this.silence(now, this.prng.whole(20 * MINUTE, 35 * MINUTE)),
    );
  }

  /** A server drops out and is back in some minutes; again and again, hours apart. */
  private interruption(now: number): number {
    this.silence(now, this.prng.whole(5 * MINUTE, 13 * MINUTE));
    return now + this.spread(now, 90, 240);
  }

  /** A server burns at the limit and then is never heard of again. */
  private farewell(now: number): void {
    const server = this.healthy(now);
    if (server === undefined) return;
    this.strikeServer(server, now, 'cpu_load', 'critical', 8 * MINUTE);
    this.later(now + 6 * MINUTE, () => server.fallSilent(Number.POSITIVE_INFINITY));
  }

  private silence(now: number, duration: number): void {
    this.healthy(now)?.fallSilent(now + duration);
  }

  private strike(now: number, metric: Metric, severity: PlantedIncident['severity'], duration: number): void {
    const server = this.healthy(now);
    if (server !== undefined) this.strikeServer(server, now, metric, severity, duration);
  }

  private strikeServer(
    server: Server,
    now: number,
    metric: Metric,
    severity: PlantedIncident['severity'],
    duration: number,
  ): void {
    const from = now + 90_000;
    server.strike({ serverId: server.id, metric, severity, from, to: from + duration, samples: 0, peak: 0 });
  }

  private healthy(now: number): Server | undefined {
    const healthy = this.servers.filter((server) => server.busyUntil <= now);
    return healthy.length === 0 ? undefined : this.prng.pick(healthy);
  }

  /** Does something at a time, and again at the time that it names, if any. */
  private later(time: number, act: (now: number) => unknown): void {
    const step = (now: number): number => {
      const next = act(now);
      return typeof next === 'number' ? next : Number.POSITIVE_INFINITY;
    };
    this.world.actors.push(time, { step });
  }

  /** So many minutes in a scenario of ten events a second, more where everything is thinner. */
  private spread(now: number, lowMinutes: number, highMinutes: number): number {
    const { density, start } = this.world.options;
    const factor = thinness(density, start, now);
    return Math.floor(this.prng.between(lowMinutes, highMinutes) * factor * MINUTE);
  }
}
