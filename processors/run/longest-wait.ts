/** How long the first record that is not committed may wait for its commit. */

/** Behind, commits take a quarter of the time at the most. */
const BEHIND_FACTOR = 3;
const SHORTEST_BEHIND = 20;
const LONGEST_BEHIND = 5000;

/**
 * Live, a record that comes at the beginning of a commit waits for it, for the pause, and for the next commit: all of it
 * together is to take so long, ms, unless commits alone take longer.
 */
const ALL_OF_IT = 14;
const SHORTEST_LIVE = 2;

/**
 * Ms from the first record on.
 * @param isBehind whether much more is known to be stored than was taken in
 * @param tookMs how long the last commit took
 */
export function longestWait(isBehind: boolean, tookMs: number): number {
  return isBehind
    ? Math.min(LONGEST_BEHIND, Math.max(SHORTEST_BEHIND, tookMs * BEHIND_FACTOR))
    : Math.max(SHORTEST_LIVE, ALL_OF_IT - 2 * tookMs);
}
