/** A map key for several strings or numbers together; unlike joining, it keeps ["a/b","c"] and ["a","b/c"] apart. */
export function key(...parts: (string | number)[]): string {
  return JSON.stringify(parts);
}

export function groupBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

export function distinct<T>(items: Iterable<T>, keyOf: (item: T) => string): number {
  const seen = new Set<string>();
  for (const item of items) seen.add(keyOf(item));
  return seen.size;
}

/** The smallest number; at least one is needed. */
export function least(numbers: Iterable<number>): number {
  let found = Number.POSITIVE_INFINITY;
  for (const number of numbers) if (number < found) found = number;
  return found;
}

/** The largest number; at least one is needed. */
export function largest(numbers: Iterable<number>): number {
  let found = Number.NEGATIVE_INFINITY;
  for (const number of numbers) if (number > found) found = number;
  return found;
}

/** W, the largest time of a topic's accepted events; null when there are none. */
export function watermark(events: readonly { time: number }[]): number | null {
  return events.length === 0 ? null : largest(events.map((event) => event.time));
}

/** Last writer: the value of the largest time; of several at that time, the largest value. At least one is needed. */
export function lastWritten<E extends { time: number }, V>(
  events: readonly E[],
  read: (event: E) => V,
  compare: (a: V, b: V) => number,
): V {
  const last = watermark(events);
  const values = events.filter((event) => event.time === last).map(read);
  return values.reduce((a, b) => (compare(b, a) > 0 ? b : a));
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
