/**
 * Fields that are called otherwise in a studio's events. The schemas, and everything behind them, know our names: a
 * parsed value is renamed before it is judged, and what is said of it is said with the studio's names.
 */

/** Before a name of ours that stands where the studio's is expected: no text that has come so far can hold it. */
const MISPLACED = '\ud800';

export class FieldNames {
  readonly #ours: ReadonlyMap<string, string>;
  readonly #theirs: ReadonlyMap<string, string>;

  /** @param renamed our name → the studio's, each another */
  constructor(renamed: Readonly<Record<string, string>>) {
    const entries = Object.entries(renamed);
    this.#theirs = new Map(entries);
    this.#ours = new Map(entries.map(([ours, theirs]) => [theirs, ours]));
  }

  /** A parsed value with our names; its strings and keys have no unpaired surrogate. */
  toOurs(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([field, item]) => [this.#oursOf(field), item]));
  }

  /** How the studio calls a field at the top of an event as `toOurs` gave it. */
  toTheirs(field: string): string {
    return field.startsWith(MISPLACED) ? field.slice(MISPLACED.length) : (this.#theirs.get(field) ?? field);
  }

  #oursOf(field: string): string {
    const ours = this.#ours.get(field);
    if (ours !== undefined) return ours;
    return this.#theirs.has(field) ? MISPLACED + field : field;
  }
}
