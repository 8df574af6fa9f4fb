const MOST_NAMED = 5;

/** `a, b, c, d, e and 7 more`. */
export function shortList(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return names.slice(0, MOST_NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
