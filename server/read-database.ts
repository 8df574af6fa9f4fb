import type { Db } from '../processors/store/open.js';

/**
 * What a function makes of `game-flow.db` as one commit left it. Undefined while the processors have not made it.
 * It runs in the event loop: it has some 30 ms at the most.
 */
export type ReadDatabase = <T>(read: (db: Db) => T) => T | undefined;
