/** The dead letters of one partition against the records that are judged again. */
import { createHash } from 'node:crypto';
import { type Difference, Differences } from './differences.js';
import { type LogRecord, valueBytes } from './record.js';
import type { Verdict } from './verdict.js';

/** A dead letter as the database has it. */
export interface StoredLetter {
  readonly reason: string;
  /** The record's Fluvio timestamp, ms since 1970; null when it has none. */
  readonly recordTime: number | null;
  /** Bytes of the whole value. */
  readonly size: number;
  /** `digestOf` its value. */
  readonly digest: string;
}

/** Bytes of a rejected value that are kept. */
const KEPT = 64 * 1024;

/** A digest of the bytes that are kept of a value. */
export function digestOf(value: Uint8Array): string {
  return createHash('sha256').update(value.subarray(0, KEPT)).digest('base64').slice(0, 22);
}

export class LetterCheck {
  readonly differences = new Differences();
  /** Letters that are as they should be. */
  equal = 0;
  /** Rejected records that have no letter and were not purged: differences, unless retention has dropped them. */
  missing: number[] = [];

  /** @param purged reasons of letters that were deleted on request, by offset */
  constructor(
    readonly partition: { readonly topic: string; readonly partition: number },
    readonly letters: ReadonlyMap<number, StoredLetter>,
    readonly purged: ReadonlyMap<number, string>,
  ) {}

  /** Takes the verdict on the next record. */
  take(record: LogRecord, verdict: Verdict['kind']): void {
    const { offset } = record;
    const letter = this.letters.get(offset);
    if (verdict !== 'rejected') {
      if (letter !== undefined) this.#differ(offset, `rejected as ${letter.reason}`, verdict);
      else if (this.purged.has(offset)) this.#differ(offset, 'rejected, and purged', verdict);
      return;
    }
    if (letter === undefined) {
      if (!this.purged.has(offset)) this.missing.push(offset);
      return;
    }
    const value = valueBytes(record);
    if (letter.size === value.length && letter.digest === digestOf(value)) this.equal++;
    else this.#differ(offset, `a value of ${letter.size} bytes`, `another value, of ${value.length} bytes`);
  }

  #differ(offset: number, stored: string, recomputed: string): void {
    this.differences.add(letterDifference(this.partition, offset, stored, recomputed));
  }
}

export function letterDifference(
  { topic, partition }: { readonly topic: string; readonly partition: number },
  offset: number,
  stored: string | null,
  recomputed: string | null,
): Difference {
  return { figure: DEAD_LETTERS, key: [topic, partition, offset], stored, recomputed };
}

/** What is compared besides the figures of `stats`. */
export const DEAD_LETTERS = 'dead letters';
