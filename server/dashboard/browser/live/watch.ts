/** Rows of one resource, kept as the server's changes say. */

/** What the server sends when something of a watched path has changed. */
export interface Change {
  readonly watch: string;
  /** The rows that are not as they were; all rows when `full`. */
  readonly rows: readonly object[];
  /** Keys of all rows, in their order. */
  readonly keys: readonly string[];
  readonly full: boolean;
}

export class Watch<Row extends object> {
  #byKey = new Map<string, Row>();
  #rows: readonly Row[] = [];
  #listeners: (() => void)[] = [];
  /** Whether the server has said anything yet; until then it is not known that there are no rows. */
  isKnown = false;

  /**
   * @param path below `/v1/`, with its query
   * @param key columns that tell the rows apart, as the resource has them
   */
  constructor(
    readonly path: string,
    readonly key: readonly (keyof Row & string)[],
  ) {}

  /** In the resource's order. */
  get rows(): readonly Row[] {
    return this.#rows;
  }

  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  apply({ rows, keys, full }: Change): void {
    if (full) this.#byKey = new Map();
    for (const row of rows as readonly Row[]) this.#byKey.set(this.keyOf(row), row);
    const kept = new Map<string, Row>();
    for (const key of keys) {
      const row = this.#byKey.get(key);
      if (row !== undefined) kept.set(key, row);
    }
    this.#byKey = kept;
    this.#rows = [...kept.values()];
    this.isKnown = true;
    for (const listener of this.#listeners) listener();
  }

  /** As the server makes it: the value of the key's column, or a JSON array of several; empty where there is one row. */
  keyOf(row: Row): string {
    const values = this.key.map((name) => row[name]);
    if (values.length === 0) return '';
    return values.length === 1 ? String(values[0]) : JSON.stringify(values);
  }
}
