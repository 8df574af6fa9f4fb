/** Keys that somebody looks at are followed as long as they do, and a little longer. */
import { followKey } from '../../processors/store/latest/followed-keys.js';

/** How long after the last look, ms. */
const FOR_MS = 120_000;
/** A look within this changes nothing, ms. */
const AGAIN_AFTER_MS = 30_000;
/** So many are remembered as followed. */
const MOST = 1000;

/** @param now ms since 1970 */
export function follower(dataDir: string, now: () => number): (key: string) => void {
  const since = new Map<string, number>();
  return (key) => {
    const at = now();
    if (at - (since.get(key) ?? 0) < AGAIN_AFTER_MS) return;
    since.delete(key);
    since.set(key, at);
    if (since.size > MOST) since.delete(since.keys().next().value!);
    followKey(dataDir, key, at + FOR_MS, at);
  };
}
