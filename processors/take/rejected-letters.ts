/** Records that were rejected since the last commit. */
import type { DeadLetter } from '../store/dead-letters.js';

/** Bytes of rejected records that may wait for a commit. */
const MAX_BYTES = 16 * 1024 * 1024;

export class RejectedLetters {
  #letters: DeadLetter[] = [];
  #bytes = 0;

  get full(): boolean {
    return this.#bytes > MAX_BYTES;
  }

  get all(): readonly DeadLetter[] {
    return this.#letters;
  }

  add(letter: DeadLetter): void {
    this.#bytes += letter.value.length;
    this.#letters.push(letter);
  }

  clear(): void {
    this.#letters = [];
    this.#bytes = 0;
  }
}
