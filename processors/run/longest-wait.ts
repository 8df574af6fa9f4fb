/** How long the first record that is not committed may wait for its commit. */

/** Behind, commits take a quarter of the time at the most. */
const BEHIND_FACTOR = 3;
const SHORTEST_BEHIND = 20;
const LONGEST_BEHIND = 5000;

/** Live, they take half of it, and a slow disk no more than it must. */
const SHORTEST_LIVE = 3;
const LONGEST_LIVE = 20;

/**
 * Ms from the first record on.
 * @param isBehind whether more is known to be stored than was taken in
 * @param tookMs how long the last commit took
 */
export function longestWait(isBehind: boolean, tookMs: number): number {
  return isBehind
    ? Math.min(LONGEST_BEHIND, Math.max(SHORTEST_BEHIND, tookMs * BEHIND_FACTOR))
    : Math.min(LONGEST_LIVE, Math.max(SHORTEST_LIVE, tookMs));
}
