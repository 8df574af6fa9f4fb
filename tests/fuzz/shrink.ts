/** Fewer items of which the same can be said: parts are left out as long as it stays true. */
export function shrink<T>(
  items: readonly T[],
  stillTrue: (fewer: readonly T[]) => boolean,
  budgetMs: number,
): readonly T[] {
  const end = performance.now() + budgetMs;
  let kept = items;
  for (let part = Math.ceil(kept.length / 2); part >= 1; part = part === 1 ? 0 : Math.ceil(part / 2)) {
    for (let from = 0; from < kept.length; ) {
      if (performance.now() > end) return kept;
      const fewer = [...kept.slice(0, from), ...kept.slice(from + part)];
      if (stillTrue(fewer)) kept = fewer;
      else from += part;
    }
  }
  return kept;
}
