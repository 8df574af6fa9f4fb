/**
 * What the samples since the last commit amount to: for each server its minutes, with the breaches of those that have
 * any. A sample in the same minute as the one before it of its server, and without a breach, costs a look.
 */
import type { Dictionary, EventColumns } from '../../../schemas/index.js';
import type { MetricThresholds } from '../../../settings/settings.js';
import { ALERT_MINUTE, METRICS } from '../../rollups/servers.js';
import { enlarged } from '../codes/enlarged.js';

const KINDS = METRICS.length;

export class SampledMinutes {
  /** By entry: the start of a minute, ms since 1970. A late sample may begin an entry for a minute that has one. */
  #minutes = new Float64Array(256);
  /** By entry: the next one of its server, 0 for none. Entry 0 is never used. */
  #next = new Int32Array(256);
  /** By entry: where its breaches begin in the two lists, −1 where it has none. */
  #breached = new Int32Array(256);
  #entries = 1;
  readonly #counts: number[] = [];
  readonly #peaks: number[] = [];
  /** By code of a server: its first and last entry, 0 for none. */
  #first = new Int32Array(256);
  #last = new Int32Array(256);
  /** Codes of servers with samples. */
  readonly #servers: number[] = [];
  #dictionary: Dictionary | undefined;
  #sorted = new Int32Array(256);

  constructor(readonly breach: MetricThresholds) {}

  take(events: EventColumns<'server-metrics'>, rows: Int32Array, count: number): void {
    this.#dictionary = events.dictionary;
    this.#reach(events.dictionary.size, this.#entries + count);
    const { time, numbers, texts } = events;
    const { server_id } = texts;
    const { cpu_load, memory_usage, latency } = numbers;
    const { breach } = this;
    const last = this.#last;
    const minutes = this.#minutes;
    for (let j = 0; j < count; j++) {
      const i = rows[j]!;
      const at = time[i]!;
      const server = server_id[i]!;
      let entry = last[server]!;
      const since = at - minutes[entry]!;
      if (entry === 0 || since < 0 || since >= ALERT_MINUTE) entry = this.#begin(server, at);
      const cpu = cpu_load[i]!;
      if (cpu >= breach.cpu_load) this.#add(entry, 0, cpu);
      const memory = memory_usage[i]!;
      if (memory >= breach.memory_usage) this.#add(entry, 1, memory);
      const slow = latency[i]!;
      if (slow >= breach.latency) this.#add(entry, 2, slow);
    }
  }

  /** Goes through the servers; `count` entries of each, by minute, are the first ones in `entries`. */
  visit(each: (server: string, entries: Int32Array, count: number) => void): void {
    for (const server of this.#servers) {
      const count = this.#sort(this.#first[server]!);
      each(this.#dictionary!.textOf(server), this.#sorted, count);
    }
  }

  minuteOf(entry: number): number {
    return this.#minutes[entry]!;
  }

  hasBreaches(entry: number): boolean {
    return this.#breached[entry]! >= 0;
  }

  /** Breaching samples of an entry in the metric at `metric` of METRICS. */
  breachesOf(entry: number, metric: number): number {
    const at = this.#breached[entry]!;
    return at < 0 ? 0 : this.#counts[at + metric]!;
  }

  /** Their largest value; −Infinity without any. */
  peakOf(entry: number, metric: number): number {
    const at = this.#breached[entry]!;
    return at < 0 ? Number.NEGATIVE_INFINITY : this.#peaks[at + metric]!;
  }

  clear(): void {
    for (const server of this.#servers) this.#last[server] = 0;
    this.#servers.length = 0;
    this.#counts.length = 0;
    this.#peaks.length = 0;
    this.#entries = 1;
    this.#dictionary = undefined;
  }

  #begin(server: number, time: number): number {
    const entry = this.#entries++;
    this.#minutes[entry] = Math.floor(time / ALERT_MINUTE) * ALERT_MINUTE;
    this.#next[entry] = 0;
    this.#breached[entry] = -1;
    const before = this.#last[server]!;
    if (before === 0) {
      this.#servers.push(server);
      this.#first[server] = entry;
    } else {
      this.#next[before] = entry;
    }
    this.#last[server] = entry;
    return entry;
  }

  #add(entry: number, metric: number, value: number): void {
    let at = this.#breached[entry]!;
    if (at < 0) {
      at = this.#counts.length;
      this.#breached[entry] = at;
      for (let i = 0; i < KINDS; i++) {
        this.#counts.push(0);
        this.#peaks.push(Number.NEGATIVE_INFINITY);
      }
    }
    this.#counts[at + metric]!++;
    if (value > this.#peaks[at + metric]!) this.#peaks[at + metric] = value;
  }

  /** Puts the entries from one on in order; most are as they came. Returns how many there are. */
  #sort(first: number): number {
    let count = 0;
    let inOrder = true;
    let minute = Number.NEGATIVE_INFINITY;
    for (let entry = first; entry !== 0; entry = this.#next[entry]!) {
      if (count === this.#sorted.length) this.#sorted = enlarged(this.#sorted, 2 * count);
      this.#sorted[count++] = entry;
      if (this.#minutes[entry]! < minute) inOrder = false;
      minute = this.#minutes[entry]!;
    }
    if (!inOrder) {
      const minutes = this.#minutes;
      this.#sorted.subarray(0, count).sort((a, b) => minutes[a]! - minutes[b]!);
    }
    return count;
  }

  #reach(codes: number, entries: number): void {
    if (this.#last.length < codes) {
      this.#first = enlarged(this.#first, 2 * codes);
      this.#last = enlarged(this.#last, 2 * codes);
    }
    if (this.#minutes.length >= entries) return;
    this.#minutes = enlarged(this.#minutes, 2 * entries);
    this.#next = enlarged(this.#next, 2 * entries);
    this.#breached = enlarged(this.#breached, 2 * entries);
  }
}
