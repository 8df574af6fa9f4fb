/** Which cells of a fold belong to windows that are past (`--retain`). */
import type { Topic } from '../../schemas/index.js';
import type { Fold } from '../rollups/fold.js';
import { hasEnded } from './ended-windows.js';

/**
 * @param fold of a key that begins with windows of `windowMs`
 * @returns 1 for cells that are past; undefined when none can be
 */
export function pastCells<T extends Topic>(
  fold: Fold<T>,
  windowMs: number,
  limits: { readonly horizon: number },
): Uint8Array | undefined {
  if (limits.horizon === Number.NEGATIVE_INFINITY) return undefined;
  const past = new Uint8Array(fold.size);
  for (let cell = 0; cell < fold.size; cell++) {
    if (hasEnded(fold.keyOf(cell, 0) as number, windowMs, limits)) past[cell] = 1;
  }
  return past;
}
