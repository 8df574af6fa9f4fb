/** Records as they came and what became of them, for people who want to see their own arrive. No figure is made of them. */

export type LatestVerdict = 'accepted' | 'duplicate' | 'rejected';

export interface LatestRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** Fluvio's timestamp of the record, ms since 1970. */
  readonly recordTime: number | null;
  /** The entity that the event names; of a value in which none can be read, the record's key where it is text. */
  readonly key: string | null;
  readonly verdict: LatestVerdict;
  /** Of what is rejected. */
  readonly reason: string | null;
  readonly pointer: string | null;
  /** As text: bytes that are no UTF-8 are U+FFFD, and at most the first `SHOWN_BYTES` are there. */
  readonly value: string;
  /** Bytes that the whole value had. */
  readonly size: number;
  /** Kept because somebody watches its key. */
  readonly isFollowed: boolean;
}

/** How much of a value is shown. */
export const SHOWN_BYTES = 2048;

/** Records of a topic that are kept, those that were rejected by themselves. */
export const KEPT_OF_TOPIC = 1000;

/** Records of a followed key that are kept besides. */
export const KEPT_OF_KEY = 200;

/** Keys that may be followed at once, and whose records are kept. */
export const MOST_KEYS = 16;

/** What of `bytes[start, end)` is shown. */
export function shownText(bytes: Buffer, start: number, end: number): string {
  let to = Math.min(end, start + SHOWN_BYTES);
  // Not in the middle of a character, which has four bytes at the most.
  for (let back = 0; to < end && back < 3 && (bytes[to]! & 0xc0) === 0x80; back++) to--;
  return bytes.toString('utf8', start, to);
}
