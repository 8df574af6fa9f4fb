/** A list of rows that can be asked for, paged through, and watched. */
import type { Db } from '../../processors/store/open.js';
import type { Schema } from '../openapi/problems.js';

/** What stands in a row, in the order in which it is shown. */
export type Columns = Readonly<Record<string, Schema>>;

export type Row = Readonly<Record<string, unknown>>;

/** Which rows are asked for: what is common to all resources. */
export interface Page {
  /** Rows at the most. */
  readonly limit: number;
  /** The `next` of the page before. */
  readonly after: string | undefined;
  /** From the other end. */
  readonly reverse: boolean;
}

/** Texts of the parameters that are a resource's own. */
export type Filters = Readonly<Record<string, string>>;

export interface ReadPage {
  readonly rows: readonly Row[];
  /** What `after` is to be for the rows that follow; null where there are none. */
  readonly next: string | null;
}

export interface Resource {
  /** Below `/v1/`: `stats/levels`. */
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly tag: string;
  /** Parameters of its own; all of them are optional strings. */
  readonly filters: Readonly<Record<string, Schema>>;
  readonly columns: Columns;
  /** Whether it changes with commits of the processors alone. */
  readonly isOfDatabase: boolean;
  /** Whether it can be read from the other end. */
  readonly isReversible: boolean;
  /** Columns that tell its rows apart. */
  readonly key: readonly string[];
  /** An example of a row. */
  readonly example: Row;
  /**
   * Checks the filters and gives the function that reads.
   * @throws Problem 400 for a filter or cursor that cannot be understood
   */
  query(filters: Filters, page: Page): (db: Db) => ReadPage;
}

/** Tells a row from all others of the resource: the value of its key, or a JSON array of them where there are several. */
export function keyOf({ key }: Pick<Resource, 'key'>, row: Row): string {
  const values = key.map((name) => row[name]);
  return values.length === 1 ? String(values[0]) : JSON.stringify(values);
}
