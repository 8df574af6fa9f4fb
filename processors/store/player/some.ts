/** The first of a list, and whether there are others. */
export interface Some<T> {
  readonly rows: readonly T[];
  readonly more: boolean;
}

/**
 * Rows of one player that are looked at, at the most: who has that many has them by mistake or on purpose, and must not
 * hold up all who ask.
 */
export const MOST_LOOKED_AT = 10_000;

/** @param found at least one more than `limit`, where there are more */
export function someOf<T>(found: readonly T[], limit: number): Some<T> {
  return { rows: found.slice(0, limit), more: found.length > limit };
}
