/** Which rows of a figure are asked for. Every field narrows; none of them changes a row, but `from` and `to` of `levels`. */
export interface Selection {
  /** Rows of windows, days and times from here on, ms since 1970. */
  readonly from?: number | undefined;
  /** Up to and without this, ms since 1970. */
  readonly to?: number | undefined;
  readonly player?: string | undefined;
  readonly level?: string | undefined;
  readonly item?: string | undefined;
  readonly server?: string | undefined;
  /** Only what is still open. */
  readonly open?: boolean | undefined;
  /** Rows at the most, from the first in the figure's order. */
  readonly limit?: number | undefined;
  /** Rows after this place in the order asked for: the next page, whatever has changed before it. */
  readonly after?: Cursor | undefined;
  /** From the other end of the figure's order. */
  readonly reverse?: boolean | undefined;
}

/**
 * A place in a figure's order: what a row has in the columns by which the figure is ordered, times and days as ms since
 * 1970. No row needs to be there.
 */
export type Cursor = readonly (string | number)[];

/** For `… >= ? AND … < ?`: every time there is when neither end is said. */
export function timesOf({ from, to }: Selection): [from: number, to: number] {
  return [from ?? 0, to ?? Number.MAX_SAFE_INTEGER];
}

/** For `LIMIT ?`, which takes −1 for every row. */
export function limitOf({ limit }: Selection): number {
  return limit ?? -1;
}
