/** `-O table`: JSON objects as rows of a plain table, whose columns are the keys of the first one. */
import { isUtf8 } from 'node:buffer';

/** Shows one value after the other; the columns are as wide as the header and the first row need. */
export class TableRows {
  private columns: readonly string[] = [];
  private widths: readonly number[] = [];

  /** The lines for one value, without a line end; the header comes before the first. */
  next(value: Buffer): string {
    const cells = jsonCells(value);
    if (typeof cells === 'string') return cells;
    const first = this.columns.length === 0;
    if (first) {
      this.columns = [...cells.keys()].sort();
      this.widths = this.columns.map((name) => Math.max(name.length, cells.get(name)?.length ?? 0));
    }
    const row = this.line(this.columns.map((name) => cells.get(name) ?? ''));
    if (!first) return row;
    const rule = this.widths.map((width) => '-'.repeat(width + 2)).join('+');
    return `${this.line(this.columns)}\n${rule}\n${row}`;
  }

  private line(cells: readonly string[]): string {
    return cells
      .map((cell, i) => ` ${cell.padEnd(this.widths[i] ?? 0)} `)
      .join('|')
      .trimEnd();
  }
}

/** The top-level fields as text, or the sentence that says why there are none. */
export function jsonCells(value: Buffer): Map<string, string> | string {
  if (!isUtf8(value)) return 'error parsing record as json: not UTF-8';
  let parsed: unknown;
  try {
    parsed = JSON.parse(value.toString());
  } catch (error) {
    return `error parsing record as json: ${(error as Error).message}`;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    return 'error: Unable to parse json as object map';
  }
  return new Map(
    Object.entries(parsed).map(([name, field]) => [
      name,
      typeof field === 'string' ? field : JSON.stringify(field),
    ]),
  );
}
