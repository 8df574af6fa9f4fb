/** The minutes of one server: the last stretch stays in memory, others are read where a late minute lies in them. */
import { ALERT_MINUTE, METRICS } from '../../rollups/servers.js';
import type { Alert } from './alert-table.js';
import type { BreachSum } from './breaches.js';
import type { MinuteRows } from './minute-rows.js';
import type { SampledMinutes } from './sampled-minutes.js';
import { STRETCH, Stretch, stretchStart } from './stretch.js';

/** An alert that goes on, or has just ended. */
export type Run = { -readonly [K in keyof Alert]: Alert[K] };

export class ServerMinutes {
  /** The last minute with samples; −Infinity while there is none. Looked at with each commit in which it has samples. */
  last: number;
  /** By metric, the last run as the table has it; undefined where it has not been looked up, null where there is none. */
  readonly runs: (Run | null | undefined)[] = METRICS.map(() => undefined);
  #tail: Stretch | undefined;
  /** Other stretches that are in use. */
  readonly #held = new Map<number, Stretch>();

  constructor(
    readonly server: string,
    readonly rows: MinuteRows,
  ) {
    this.#tail = rows.last(server);
    this.last = this.#tail?.last ?? Number.NEGATIVE_INFINITY;
  }

  has(minute: number): boolean {
    return this.#around(minute)?.has(minute) ?? false;
  }

  /** The next minute with samples; null when there is none. */
  next(minute: number): number | null {
    if (minute >= this.last) return null;
    const start = stretchStart(minute);
    return this.#around(minute)?.next(minute) ?? this.#hold(this.rows.next(this.server, start))!.first;
  }

  previous(minute: number): number | null {
    if (minute > this.last) return this.#tail === undefined ? null : this.last;
    const found = this.#around(minute)?.previous(minute);
    if (found != null) return found;
    return this.#hold(this.rows.previous(this.server, stretchStart(minute)))?.last ?? null;
  }

  /** The server has samples in a minute after all others. */
  append(minute: number): void {
    const start = stretchStart(minute);
    if (this.#tail?.start !== start) {
      if (this.#tail?.isChanged) this.#held.set(this.#tail.start, this.#tail);
      this.#tail = new Stretch(start);
    }
    this.#tail.add(minute);
    this.last = minute;
  }

  /**
   * Of minutes in order takes as many as only add a bit: without breaches, beside one without, and soon enough after it
   * that there is no silence between them. That one must be new itself.
   * @param silence ms
   * @returns where it stopped
   */
  appendCalm(
    sampled: SampledMinutes,
    entries: Int32Array,
    from: number,
    count: number,
    silence: number,
  ): number {
    const tail = this.#tail!;
    let last = this.last;
    if (tail.hasBreaches(last)) return from;
    const end = tail.start + STRETCH;
    let i = from;
    for (; i < count; i++) {
      const entry = entries[i]!;
      const minute = sampled.minuteOf(entry);
      const isNext = minute > last && minute < end && minute - last - ALERT_MINUTE < silence;
      if (!isNext || sampled.hasBreaches(entry)) break;
      tail.add(minute);
      last = minute;
    }
    this.last = last;
    return i;
  }

  /** The server has samples in any minute. Each stretch then has a row, so that others are found beside it. */
  insert(minute: number): void {
    if (minute > this.last) {
      const before = this.#tail;
      this.append(minute);
      if (this.#tail !== before) this.rows.put(this.server, this.#tail!);
      return;
    }
    const known = this.#around(minute);
    if (known !== undefined) {
      known.add(minute);
      return;
    }
    const stretch = new Stretch(stretchStart(minute));
    stretch.add(minute);
    this.rows.put(this.server, stretch);
    this.#hold(stretch);
  }

  breachesIn(minute: number, metric: number): number {
    return this.#around(minute)?.breachesIn(minute, metric) ?? 0;
  }

  breach(minute: number, metric: number, breaches: number, peak: number): void {
    this.#around(minute)!.breach(minute, metric, breaches, peak);
  }

  /** What the minutes in `[from, to)` amount to, all of them with breaches; null as `to` means to the last one. */
  sum(metric: number, from: number, to: number | null): BreachSum {
    const end = to ?? Number.POSITIVE_INFINITY;
    let breaches = 0;
    let peak = Number.NEGATIVE_INFINITY;
    for (const stretch of this.#within(from, end)) {
      const part = stretch.sum(metric, from, end);
      breaches += part.breaches;
      if (part.peak > peak) peak = part.peak;
    }
    return { breaches, peak };
  }

  /**
   * @param minute one that the server has samples in
   * @param gone of the minutes before this one all but the last have gone already
   * @returns how many minutes have gone now
   */
  dropBefore(minute: number, gone: number): number {
    const own = this.#around(minute)!;
    if (own.first! < Math.min(gone, minute)) return own.dropBefore(minute);
    let dropped = 0;
    for (const stretch of this.#within(Number.NEGATIVE_INFINITY, minute)) {
      dropped += stretch.dropBefore(minute);
      if (stretch.last === null) this.#held.delete(stretch.start);
    }
    this.rows.removeBefore(this.server, own.start);
    return dropped;
  }

  /** What the table has of the runs is other than before. */
  forgetRuns(): void {
    this.runs.fill(undefined);
  }

  /** Writes what has changed, and keeps only the last stretch. */
  write(): void {
    if (this.#held.size > 0) {
      for (const stretch of this.#held.values()) if (stretch.isChanged) this.rows.put(this.server, stretch);
      this.#held.clear();
    }
    if (this.#tail?.isChanged) this.rows.put(this.server, this.#tail);
  }

  /** The stretch that a minute lies in, if there is one. */
  #around(minute: number): Stretch | undefined {
    const start = stretchStart(minute);
    const tail = this.#tail;
    if (tail === undefined || start > tail.start) return undefined;
    if (start === tail.start) return tail;
    return this.#held.get(start) ?? this.#hold(this.rows.at(this.server, start));
  }

  /** The stretches with minutes in `[from, to)`, in order. */
  #within(from: number, to: number): Stretch[] {
    const first = stretchStart(from);
    if (this.#tail !== undefined && first >= this.#tail.start) return [this.#tail];
    return this.rows.within(this.server, first, stretchStart(to)).map((stretch) => this.#hold(stretch)!);
  }

  /** A stretch as it was read, or as it is in memory already. */
  #hold(read: Stretch | undefined): Stretch | undefined {
    if (read === undefined) return undefined;
    if (read.start === this.#tail?.start) return this.#tail;
    const held = this.#held.get(read.start);
    if (held !== undefined) return held;
    this.#held.set(read.start, read);
    return read;
  }
}
