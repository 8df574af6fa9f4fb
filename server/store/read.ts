/** How routes read `game-flow.db`: what `read` makes of one commit; undefined while the processors have not made it. */
import type { Db } from '../../processors/store/open.js';

export type ReadDatabase = <T>(read: (db: Db) => T) => T | undefined;
