/** A real table whose rows stay the same elements while what they show changes. */
import { h, setText } from '../dom.js';

export interface Column<Row> {
  readonly title: string;
  /** What the title means, shown on request. */
  readonly hint?: string;
  /** Class of its cells: `number`, `wide`, `extra` (only where there is room). */
  readonly class?: string;
  /** Names its row, for a screen reader. */
  readonly isHeading?: boolean;
  /** Writes a row into its cell, which may hold what it wrote before. */
  draw(cell: HTMLElement, row: Row): void;
}

/** A column of plain text. */
export function textColumn<Row>(
  title: string,
  text: (row: Row) => string,
  more: Partial<Column<Row>> = {},
): Column<Row> {
  return { title, draw: (cell, row) => setText(cell, text(row)), ...more };
}

interface Shown<Row> {
  readonly element: HTMLTableRowElement;
  readonly cells: readonly HTMLElement[];
  row: Row;
}

export class LiveTable<Row extends object> {
  readonly element: HTMLTableElement;
  readonly #body = h('tbody');
  #shown = new Map<string, Shown<Row>>();

  constructor(
    caption: string,
    readonly columns: readonly Column<Row>[],
    readonly keyOf: (row: Row) => string,
    /** Dresses a row's element, whenever the row is drawn. */
    readonly dress: (element: HTMLTableRowElement, row: Row) => void = () => {},
  ) {
    const titles = columns.map(({ title, hint, class: name }) =>
      h('th', { scope: 'col', class: name, title: hint }, title),
    );
    this.element = h(
      'table',
      {},
      h('caption', { class: 'unseen' }, caption),
      h('thead', {}, h('tr', {}, ...titles)),
      this.#body,
    );
  }

  /** Draws the rows that are not those drawn before. @param isAnew draws all of them, since what they depend on changed */
  show(rows: readonly Row[], isAnew = false): void {
    const shown = new Map<string, Shown<Row>>();
    for (const row of rows) {
      const key = this.keyOf(row);
      const known = this.#shown.get(key);
      const one = known ?? this.#make(row);
      if (isAnew || known === undefined || known.row !== row) this.#draw(one, row);
      shown.set(key, one);
    }
    for (const [key, { element }] of this.#shown) if (!shown.has(key)) element.remove();
    let at = this.#body.firstElementChild;
    for (const { element } of shown.values()) {
      if (element === at) at = at.nextElementSibling;
      else this.#body.insertBefore(element, at);
    }
    this.#shown = shown;
  }

  #make(row: Row): Shown<Row> {
    const cells = this.columns.map(({ isHeading, class: name }) =>
      isHeading === true ? h('th', { scope: 'row', class: name }) : h('td', { class: name }),
    );
    return { element: h('tr', {}, ...cells), cells, row };
  }

  #draw(one: Shown<Row>, row: Row): void {
    one.row = row;
    for (const [i, column] of this.columns.entries()) column.draw(one.cells[i]!, row);
    this.dress(one.element, row);
  }
}
