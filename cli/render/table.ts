/** Rows as a plain table: names and texts to the left, numbers to the right, made safe for a terminal. */
import Table from 'cli-table3';
import { clip } from './sanitize.js';

export interface TableColumn<R> {
  readonly title: string;
  readonly of: (row: R) => string | number | null;
  /** Longer texts are clipped. */
  readonly width?: number;
}

const LONGEST = 40;
const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' ',
};

/** A table without lines, a header above; `paint` colours the header. */
export function renderTable<R>(
  rows: readonly R[],
  columns: readonly TableColumn<R>[],
  paint: (header: string) => string = (header) => header,
): string {
  const table = new Table({
    head: columns.map((column) => paint(column.title)),
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 1 },
    colAligns: columns.map((column) =>
      rows.some((row) => typeof column.of(row) === 'number') ? 'right' : 'left',
    ),
  });
  for (const row of rows) table.push(columns.map((column) => cell(column.of(row), column.width ?? LONGEST)));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

function cell(value: string | number | null, width: number): string {
  return value === null ? '–' : clip(String(value), width);
}
