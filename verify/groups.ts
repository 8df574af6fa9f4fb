/** A map key for several strings or numbers together; unlike joining, it keeps ["a/b","c"] and ["a","b/c"] apart. */
export function key(...parts: (string | number)[]): string {
  return JSON.stringify(parts);
}

/** The value of a key, made when it is not there yet. */
export function valueAt<K, V>(map: Map<K, V>, at: K, make: () => V): V {
  let value = map.get(at);
  if (value === undefined) {
    value = make();
    map.set(at, value);
  }
  return value;
}

/** Last writer: the value of the largest time; of several at that time, the largest value. */
export class LastWriter<V> {
  #at = Number.NEGATIVE_INFINITY;

  /** @param value what holds before anything is written */
  constructor(public value: V) {}

  write(time: number, value: V, compare: (a: V, b: V) => number): void {
    if (time < this.#at || (time === this.#at && compare(value, this.value) <= 0)) return;
    this.#at = time;
    this.value = value;
  }
}

/** Nearest rank: of n values in order, value number ⌈percent·n/100⌉; null when there are none. */
export function nearestRank<T>(
  values: readonly T[],
  percent: number,
  compare: (a: T, b: T) => number,
): T | null {
  const ordered = [...values].sort(compare);
  return ordered[Math.ceil((percent * ordered.length) / 100) - 1] ?? null;
}
