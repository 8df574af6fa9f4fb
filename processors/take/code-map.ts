/** From the codes of a stream's texts to those of a topic's dictionary: a look into an array for a text seen before. */
import type { StreamStrings } from '../../fluvio/client/columns/stream-strings.js';
import { type Dictionary, NO_TEXT } from '../../schemas/index.js';

const UNKNOWN = -1;

export class CodeMap {
  /** The dictionary's code by the stream's. Texts enter the dictionary when a record has them. */
  #codes = new Int32Array(1024).fill(UNKNOWN);
  #stringsGeneration: number;
  #dictionaryGeneration: number;

  constructor(
    readonly strings: StreamStrings,
    readonly dictionary: Dictionary,
  ) {
    this.#stringsGeneration = strings.generation;
    this.#dictionaryGeneration = dictionary.generation;
  }

  /** To be called before the columns of a batch: forgets codes that mean other texts by now. */
  begin(): void {
    const { strings, dictionary } = this;
    if (
      strings.generation !== this.#stringsGeneration ||
      dictionary.generation !== this.#dictionaryGeneration
    ) {
      this.#codes.fill(UNKNOWN);
      this.#stringsGeneration = strings.generation;
      this.#dictionaryGeneration = dictionary.generation;
    }
    if (this.#codes.length >= strings.size) return;
    const grown = new Int32Array(2 * strings.size).fill(UNKNOWN);
    grown.set(this.#codes);
    this.#codes = grown;
  }

  /** Maps a column. What is negative stays as it is; rows of deferred records may hold anything. */
  map(from: Int32Array, to: Int32Array, count: number): void {
    const codes = this.#codes;
    const known = this.strings.size;
    for (let i = 0; i < count; i++) {
      const code = from[i]!;
      if (code < 0) to[i] = code;
      else if (code >= known) to[i] = NO_TEXT;
      else {
        const ours = codes[code]!;
        to[i] = ours === UNKNOWN ? this.#enter(code) : ours;
      }
    }
  }

  #enter(code: number): number {
    const ours = this.dictionary.codeOf(this.strings.textOf(code));
    this.#codes[code] = ours;
    return ours;
  }
}
