/** Where what is stored is not what was recomputed. */

export type Row = Readonly<Record<string, unknown>>;

/** Null where there is nothing; of rows only the columns that differ. */
export interface Difference {
  readonly figure: string;
  readonly key: readonly unknown[];
  readonly stored: Row | string | null;
  readonly recomputed: Row | string | null;
}

/** So many are kept; a database that is wrong throughout would fill the memory with them. */
const KEPT = 10;

/** All are counted, the first ones are kept. */
export class Differences {
  count = 0;
  readonly first: Difference[] = [];

  add(difference: Difference): void {
    this.count++;
    if (this.first.length < KEPT) this.first.push(difference);
  }

  addAll({ count, first }: Differences): void {
    for (const difference of first) this.add(difference);
    this.count += count - first.length;
  }
}
