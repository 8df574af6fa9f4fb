/** What the duplicate check says of an id. `conflicting`: a repeat whose bytes are known to be others. */
export type Sighting = 'new' | 'duplicate' | 'conflicting';

/** What became of a record, as the verdicts of a batch have it. */
export const ACCEPTED = 0;
export const DUPLICATE = 1;
export const REJECTED = 2;

/** How long ids of other forms, and the hashes that tell conflicting repeats, are kept: ms of record time. */
export const REMEMBERED = 24 * 3_600_000;
