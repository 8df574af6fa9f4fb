import { dailyLoad, rateAt, sampleInterval } from './density.js';
import { metricsText } from './event-text.js';
import type { Metric, PlantedIncident, PlantedSilence } from './planted-log.js';
import type { Prng } from './prng.js';
import type { Actor } from './time-queue.js';
import type { World } from './world.js';

/** Trouble shows before it is there: the metric climbs for so long, in ms. */
const RAMP = 90_000;

/** Where a metric stays during an incident: [lowest, highest]. */
const PLATEAUS: Record<Metric, Record<PlantedIncident['severity'], readonly [number, number]>> = {
  cpu_load: { hot: [83, 88.5], warning: [91.5, 96], critical: [97.5, 100] },
  memory_usage: { hot: [82, 88.5], warning: [91.5, 96], critical: [97.5, 99.5] },
  latency: { hot: [140, 190], warning: [215, 420], critical: [530, 1800] },
};

/** A game server: load that follows the day, its own habits, and whatever befalls it. */
export class Server implements Actor {
  readonly id: string;
  private readonly cpuBias: number;
  private readonly memoryPhase: number;
  private readonly latencyBias: number;
  private incident: PlantedIncident | undefined;
  private silence: PlantedSilence | undefined;
  private silentUntil = 0;
  private lastSample: number | undefined;
  /** Nothing else befalls it before that. */
  busyUntil = 0;

  constructor(
    private readonly world: World,
    private readonly prng: Prng,
    index: number,
  ) {
    this.id = `server_${String(index + 1).padStart(2, '0')}`;
    this.cpuBias = prng.between(-8, 8);
    this.memoryPhase = prng.unit();
    this.latencyBias = prng.between(0, 25);
    world.actors.push(world.options.start + prng.below(this.interval(world.options.start)), this);
  }

  /** From now on (after the ramp) one metric is high. */
  strike(incident: PlantedIncident): void {
    this.incident = incident;
    this.busyUntil = incident.to;
    this.world.planted.incidents.push(incident);
  }

  /** Sends nothing any more until then; Infinity: never again. */
  fallSilent(until: number): void {
    if (this.lastSample === undefined) return;
    this.silentUntil = until;
    this.busyUntil = until;
    this.silence = { serverId: this.id, from: this.lastSample, to: null };
    this.world.planted.silences.push(this.silence);
  }

  step(now: number): number {
    if (now < this.silentUntil) return this.silentUntil;
    this.sample(now);
    return now + Math.floor(this.interval(now) * this.prng.between(0.92, 1.08));
  }

  private sample(now: number): void {
    const { prng } = this;
    const load = dailyLoad(now);
    const cpu = this.measure('cpu_load', 42 + 20 * load + this.cpuBias + prng.between(-6, 6), now);
    const leak = (now / 21_600_000 + this.memoryPhase) % 1;
    const memory = this.measure('memory_usage', 46 + 24 * leak + prng.between(-2, 2), now);
    const latency = this.measure('latency', 42 + 15 * load + this.latencyBias + prng.between(0, 22), now);
    const isIntact = this.world.outbox.send(
      'server-metrics',
      this.id,
      metricsText(this.id, cpu, memory, latency, now),
      now,
    );
    if (isIntact) this.remember(now, { cpu_load: cpu, memory_usage: memory, latency });
  }

  /** One metric with one digit: the usual value, or what an incident makes of it. */
  private measure(metric: Metric, usual: number, now: number): number {
    return Math.round(10 * this.troubled(metric, usual, now)) / 10;
  }

  private troubled(metric: Metric, usual: number, now: number): number {
    const { incident } = this;
    if (incident === undefined || incident.metric !== metric || now >= incident.to) return usual;
    const [low, high] = PLATEAUS[metric][incident.severity];
    if (now >= incident.from) return this.prng.between(low, high);
    const climbed = Math.max(0, 1 - (incident.from - now) / RAMP);
    return usual + (PLATEAUS[metric].hot[0] - usual) * climbed;
  }

  private remember(now: number, values: Record<Metric, number>): void {
    const { incident, silence } = this;
    this.lastSample = now;
    if (silence !== undefined && silence.to === null) silence.to = now;
    if (incident === undefined || now < incident.from || now >= incident.to) return;
    incident.samples++;
    incident.peak = Math.max(incident.peak, values[incident.metric]);
  }

  private interval(now: number): number {
    const { density, start, servers } = this.world.options;
    return sampleInterval(rateAt(density, start, now), servers);
  }
}
