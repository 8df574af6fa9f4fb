/**
 * `dlq replay`: dead letters judged again, in place, by the schemas and settings now in force. A transaction holds a
 * bounded number of them, and each is settled in the one that counts it: killed at any point and run again, a letter
 * counts once.
 */
import { Processor } from '../processor.js';
import type { LetterKey } from '../store/dead-letters.js';
import { type LetterSelection, lettersAfter } from '../store/letter-selection.js';
import { partitionName } from '../store/partitions.js';
import type { Store } from '../store/store.js';
import type { Report } from '../views/view.js';

/** Letters in a transaction: with values of 64 KiB each they take 16 MiB. */
const AT_ONCE = 256;

export interface Replayed {
  readonly accepted: number;
  readonly duplicate: number;
  /** Still rejected, their reasons brought up to date. */
  readonly rejected: number;
  /** Not judged, since only their beginning was kept. */
  readonly truncated: number;
}

export interface ReplayOptions {
  readonly selection: LetterSelection;
  readonly signal: AbortSignal;
  readonly report?: Report | undefined;
  /** Told after every transaction: letters looked at. */
  readonly onProgress?: (done: number) => void;
}

/** The caller holds the lock of the database. Ends early, between two transactions, when the signal aborts. */
export async function replayLetters(store: Store, options: ReplayOptions): Promise<Replayed> {
  const processor = new Processor(store, options.report);
  const positions = new Map(store.positions().map((position) => [partitionName(position), position]));
  const totals = { accepted: 0, duplicate: 0, rejected: 0, truncated: 0 };
  let done = 0;
  for (let after: LetterKey | undefined; !options.signal.aborted; ) {
    const letters = lettersAfter(store.db, options.selection, after, AT_ONCE);
    if (letters.length === 0) break;
    for (const letter of letters) {
      const position = positions.get(partitionName(letter))!;
      const isWhole = letter.size === letter.value.length;
      totals[isWhole ? processor.replay(position, letter) : 'truncated']++;
    }
    processor.commit();
    after = letters.at(-1);
    done += letters.length;
    options.onProgress?.(done);
    // A signal is only heard between two turns of the loop.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return totals;
}
