/** A page of rows over time: which of them have changed since a version of it that was given out. */
import { randomBytes } from 'node:crypto';

/** Rows as they are answered: texts of JSON, by key, in order. */
export interface PageTexts {
  readonly keys: readonly string[];
  readonly texts: readonly string[];
  readonly next: string | null;
}

interface TrackedRow {
  readonly text: string;
  /** Number of the version with which it came to be as it is. */
  readonly since: number;
}

export class TrackedPage {
  /** Versions of another page, or of this one before it was forgotten, have another. */
  readonly #id = randomBytes(6).toString('base64url');
  #number = 0;
  #rows: ReadonlyMap<string, TrackedRow> = new Map();
  #next: string | null = null;

  get version(): string {
    return `${this.#id}.${this.#number}`;
  }

  get size(): number {
    return this.#rows.size;
  }

  get keys(): string[] {
    return [...this.#rows.keys()];
  }

  get next(): string | null {
    return this.#next;
  }

  /** Takes in what the page is now. Returns whether it is another than before. */
  update({ keys, texts, next }: PageTexts): boolean {
    const number = this.#number + 1;
    const rows = new Map<string, TrackedRow>();
    let isOther = this.#number === 0 || next !== this.#next || keys.length !== this.#rows.size;
    const before = this.#rows.keys();
    for (const [i, key] of keys.entries()) {
      const text = texts[i]!;
      const known = this.#rows.get(key);
      const isSame = known?.text === text;
      rows.set(key, isSame ? known : { text, since: number });
      isOther ||= !isSame || before.next().value !== key;
    }
    if (!isOther) return false;
    this.#rows = rows;
    this.#next = next;
    this.#number = number;
    return true;
  }

  /**
   * Texts of the rows that are not as they were in a version.
   * @returns undefined when that version is not known, and so all rows have to be given
   */
  changedSince(version: string | undefined): string[] | undefined {
    const number = this.#numberOf(version);
    if (number === undefined) return undefined;
    return [...this.#rows.values()].flatMap(({ text, since }) => (since > number ? [text] : []));
  }

  /** Texts of all rows. */
  all(): string[] {
    return [...this.#rows.values()].map(({ text }) => text);
  }

  #numberOf(version: string | undefined): number | undefined {
    const [, id, digits] = /^([\w-]+)\.(\d{1,15})$/.exec(version ?? '') ?? [];
    const number = Number(digits);
    return id === this.#id && number >= 1 && number <= this.#number ? number : undefined;
  }
}
