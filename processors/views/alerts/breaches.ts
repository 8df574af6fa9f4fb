/** The breaches of the minutes of a stretch: of each minute and metric with any, how many and the largest value. */
import { METRICS } from '../../rollups/servers.js';

const KINDS = METRICS.length;
const ALL_KINDS = (1 << KINDS) - 1;

/** What some minutes amount to in one metric. `peak` means something only where there are breaches. */
export interface BreachSum {
  readonly breaches: number;
  readonly peak: number;
}

export class Breaches {
  /** Ascending: the minute's place in the stretch · KINDS + the metric's place in METRICS. */
  #places: number[] = [];
  #counts: number[] = [];
  #peaks: number[] = [];

  /** Whether a minute has any. */
  areIn(minute: number): boolean {
    const i = this.#find(minute * KINDS);
    return i < this.#places.length && this.#places[i]! < (minute + 1) * KINDS;
  }

  countOf(minute: number, metric: number): number {
    const place = minute * KINDS + metric;
    const i = this.#find(place);
    return this.#places[i] === place ? this.#counts[i]! : 0;
  }

  add(minute: number, metric: number, count: number, peak: number): void {
    const place = minute * KINDS + metric;
    const i = this.#find(place);
    if (this.#places[i] === place) {
      this.#counts[i]! += count;
      if (peak > this.#peaks[i]!) this.#peaks[i] = peak;
      return;
    }
    this.#places.splice(i, 0, place);
    this.#counts.splice(i, 0, count);
    this.#peaks.splice(i, 0, peak);
  }

  /** Of the minutes in `[from, to)`. */
  sum(metric: number, from: number, to: number): BreachSum {
    let breaches = 0;
    let peak = Number.NEGATIVE_INFINITY;
    for (let i = this.#find(from * KINDS); i < this.#places.length; i++) {
      const place = this.#places[i]!;
      if (place >= to * KINDS) break;
      if (place % KINDS !== metric) continue;
      breaches += this.#counts[i]!;
      if (this.#peaks[i]! > peak) peak = this.#peaks[i]!;
    }
    return { breaches, peak };
  }

  dropBefore(minute: number): void {
    const i = this.#find(minute * KINDS);
    this.#places.splice(0, i);
    this.#counts.splice(0, i);
    this.#peaks.splice(0, i);
  }

  /** Bytes that `encode` writes. */
  get size(): number {
    let size = 0;
    for (let i = 0, minute = -1; i < this.#places.length; i++) {
      const its = Math.floor(this.#places[i]! / KINDS);
      if (its !== minute) size += 2;
      minute = its;
      size += 8 + digitsOf(this.#counts[i]!);
    }
    return size;
  }

  encode(bytes: Buffer, at: number): void {
    let position = at;
    for (let i = 0, mask = -1, minute = -1; i < this.#places.length; i++) {
      const place = this.#places[i]!;
      const its = Math.floor(place / KINDS);
      if (its !== minute) {
        minute = its;
        bytes[position] = minute;
        mask = position + 1;
        bytes[mask] = 0;
        position += 2;
      }
      bytes[mask]! |= 1 << (place % KINDS);
      let count = this.#counts[i]!;
      for (; count >= 128; count = Math.floor(count / 128)) bytes[position++] = (count % 128) | 128;
      bytes[position++] = count;
      position = bytes.writeDoubleLE(this.#peaks[i]!, position);
    }
  }

  decode(bytes: Uint8Array, at: number): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let position = at; position < bytes.length; ) {
      const minute = bytes[position++]!;
      const mask = bytes[position++]! & ALL_KINDS;
      for (let metric = 0; metric < KINDS; metric++) {
        if (((mask >> metric) & 1) === 0) continue;
        let count = 0;
        let unit = 1;
        for (; bytes[position]! >= 128; unit *= 128) count += (bytes[position++]! & 127) * unit;
        count += bytes[position++]! * unit;
        this.#places.push(minute * KINDS + metric);
        this.#counts.push(count);
        this.#peaks.push(view.getFloat64(position, true));
        position += 8;
      }
    }
  }

  /** Where a place is, or is to be put in. Mostly at the end. */
  #find(place: number): number {
    const places = this.#places;
    let high = places.length;
    if (high === 0 || places[high - 1]! < place) return high;
    let low = 0;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (places[middle]! < place) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Of a count, in base 128. */
function digitsOf(count: number): number {
  let digits = 1;
  for (let rest = count; rest >= 128; rest = Math.floor(rest / 128)) digits++;
  return digits;
}
