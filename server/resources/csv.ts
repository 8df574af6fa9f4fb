/**
 * Rows as CSV (RFC 4180), for spreadsheets. A column that is an object with names of its own gives a column for each of
 * them (`cpu_load.last`); other objects and arrays are JSON. Nothing is an empty cell, and an empty text is `""`.
 *
 * A spreadsheet takes a text that begins with one of a few signs for a formula, and what a player calls themselves is
 * theirs to choose: such texts get an apostrophe before them, which spreadsheets do not show. Numbers stay numbers.
 */
import type { Columns, Row } from './resource.js';

/** As it is, or full-width as some programs normalise it; some pass over space before it, too. */
const FORMULA = /^[\s\u200b]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;
const TO_BE_QUOTED = /[",\r\n]|^$|^\s|\s$/;

/** Texts of the values of a row, in the order of the header. */
type Cells = readonly (readonly [name: string, of: (row: Row) => unknown])[];

export class Csv {
  readonly #cells: Cells;

  constructor(columns: Columns) {
    this.#cells = Object.entries(columns).flatMap(([name, { properties }]): Cells => {
      if (properties === undefined) return [[name, (row) => row[name]]];
      const names = Object.keys(properties as object);
      return names.map((part) => [`${name}.${part}`, (row) => (row[name] as Row)[part]]);
    });
  }

  get header(): string {
    return line(this.#cells.map(([name]) => name));
  }

  rows(rows: readonly Row[]): string {
    return rows.map((row) => line(this.#cells.map(([, of]) => cell(of(row))))).join('');
  }
}

function line(cells: readonly string[]): string {
  return `${cells.join(',')}\r\n`;
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return TO_BE_QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
