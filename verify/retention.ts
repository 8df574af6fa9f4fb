import type { Settings } from '../settings/settings.js';
import { SECOND } from './time.js';

/** Whether a window that ends then is still kept, with W of its topic; −Infinity while there is none. */
export function isKept(end: number, W: number, { retain_seconds }: Settings): boolean {
  return retain_seconds === null || end > W - retain_seconds * SECOND;
}
