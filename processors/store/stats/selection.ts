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
  /** Rows at the most, from the first in the figure's order. */
  readonly limit?: number | undefined;
}
