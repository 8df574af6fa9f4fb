/**
 * The minutes of one server within a stretch of time, and how they are kept in a row. Nearly all minutes are without a
 * breach and take a bit; one with a breach takes eleven bytes, or nine more for each further metric.
 *
 * ```
 * u8 n, n bytes: a bit for each minute with samples, the lowest bit of a byte first, without zeros at the end
 * for each minute with a breach, ascending:
 *   u8 minute in the stretch, u8 metrics with a breach (bit 0: cpu_load, 1: memory_usage, 2: latency)
 *   for each of these: number of breaching samples, 7 bits a byte, the lowest first, bit 7: more follows
 *                      f64 little-endian, the largest value
 * ```
 */
import { ALERT_MINUTE } from '../../rollups/servers.js';
import { Breaches, type BreachSum } from './breaches.js';

const MINUTES = 240;

/** ms. Longer ones make rows that are written with each minute longer, shorter ones make more rows. */
export const STRETCH = MINUTES * ALERT_MINUTE;

export function stretchStart(time: number): number {
  return Math.floor(time / STRETCH) * STRETCH;
}

/** Minutes are given by their start, ms since 1970. */
export class Stretch {
  /** It is other than its row. */
  isChanged = false;
  #first = MINUTES;
  #last = -1;
  readonly #seen = new Uint32Array(Math.ceil(MINUTES / 32));
  readonly #breaches = new Breaches();

  /** @param start ms since 1970 */
  constructor(readonly start: number) {}

  static decode(start: number, bytes: Uint8Array): Stretch {
    const stretch = new Stretch(start);
    const seen = bytes[0]!;
    for (let byte = 0; byte < seen; byte++) {
      for (let bits = bytes[1 + byte]!, i = 8 * byte; bits !== 0; bits >>= 1, i++)
        if ((bits & 1) === 1) stretch.#see(i);
    }
    stretch.#breaches.decode(bytes, 1 + seen);
    return stretch;
  }

  encode(): Uint8Array {
    const seen = (this.#last >> 3) + 1;
    const bytes = Buffer.allocUnsafe(1 + seen + this.#breaches.size);
    bytes[0] = seen;
    for (let byte = 0; byte < seen; byte++) bytes[1 + byte] = this.#seen[byte >> 2]! >>> (8 * (byte & 3));
    this.#breaches.encode(bytes, 1 + seen);
    return bytes;
  }

  /** The first minute with samples; null when there is none. */
  get first(): number | null {
    return this.next(this.start - ALERT_MINUTE);
  }

  get last(): number | null {
    return this.#last < 0 ? null : this.#time(this.#last);
  }

  has(minute: number): boolean {
    return this.#has(this.#index(minute));
  }

  /** The server has samples in a minute. */
  add(minute: number): void {
    this.#see(this.#index(minute));
    this.isChanged = true;
  }

  next(minute: number): number | null {
    for (let i = Math.max(this.#index(minute) + 1, this.#first); i <= this.#last; i++)
      if (this.#has(i)) return this.#time(i);
    return null;
  }

  previous(minute: number): number | null {
    for (let i = Math.min(this.#index(minute) - 1, this.#last); i >= this.#first; i--)
      if (this.#has(i)) return this.#time(i);
    return null;
  }

  hasBreaches(minute: number): boolean {
    return this.#breaches.areIn(this.#index(minute));
  }

  /** How many breaches a minute has in the metric at `metric` of METRICS. */
  breachesIn(minute: number, metric: number): number {
    return this.#breaches.countOf(this.#index(minute), metric);
  }

  /** More breaches in a minute that it has. */
  breach(minute: number, metric: number, breaches: number, peak: number): void {
    this.#breaches.add(this.#index(minute), metric, breaches, peak);
    this.isChanged = true;
  }

  /** Of the minutes in `[from, to)`. */
  sum(metric: number, from: number, to: number): BreachSum {
    return this.#breaches.sum(metric, this.#index(from), this.#index(to));
  }

  /** Returns how many minutes have gone. */
  dropBefore(minute: number): number {
    let dropped = 0;
    const end = Math.min(this.#index(minute), this.#last + 1);
    for (let i = this.#first; i < end; i++) {
      if (!this.#has(i)) continue;
      this.#seen[i >> 5]! &= ~(1 << (i & 31));
      dropped++;
    }
    if (dropped === 0) return 0;
    this.#breaches.dropBefore(end);
    this.#first = end;
    while (this.#first <= this.#last && !this.#has(this.#first)) this.#first++;
    if (this.#first > this.#last) {
      this.#first = MINUTES;
      this.#last = -1;
    }
    this.isChanged = true;
    return dropped;
  }

  /** Of all minutes with samples, in order. */
  *minutes(): Generator<number> {
    for (let i = this.#first; i <= this.#last; i++) if (this.#has(i)) yield this.#time(i);
  }

  #see(i: number): void {
    this.#seen[i >> 5]! |= 1 << (i & 31);
    if (i < this.#first) this.#first = i;
    if (i > this.#last) this.#last = i;
  }

  #has(i: number): boolean {
    return ((this.#seen[i >> 5]! >>> (i & 31)) & 1) === 1;
  }

  #time(i: number): number {
    return this.start + i * ALERT_MINUTE;
  }

  #index(minute: number): number {
    return (minute - this.start) / ALERT_MINUTE;
  }
}
