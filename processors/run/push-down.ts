/** Whether the columns of a topic are made in Fluvio, by a SmartModule, or here by the same module. */
import { dirname } from 'node:path';
import { FollowedKeys } from '../store/latest/followed-keys.js';
import type { Store } from '../store/store.js';

/** Whether columns are made in Fluvio unless it is said otherwise. */
export const PUSH_DOWN = true;

/** Whether Fluvio is to make the columns now. While a key is followed, every record of it is wanted with its bytes. */
export function pushDownNow(isOn: boolean, store: Pick<Store, 'path'>): () => boolean {
  if (!isOn) return () => false;
  const followed = new FollowedKeys(dirname(store.path));
  return () => followed.current().size === 0;
}
