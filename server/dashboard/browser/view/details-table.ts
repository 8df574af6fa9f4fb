/** The figures of a chart as a table, for whoever opens it. */
import { h } from '../dom.js';
import { type Column, LiveTable } from './table.js';

export interface DetailsTable<Row> {
  readonly element: HTMLDetailsElement;
  /** Keeps the rows, and draws them while it is open. */
  show(rows: readonly Row[]): void;
}

export function detailsTable<Row extends object>(
  caption: string,
  columns: readonly Column<Row>[],
  keyOf: (row: Row) => string,
): DetailsTable<Row> {
  const table = new LiveTable(caption, columns, keyOf);
  const scroller = h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    table.element,
  );
  const element = h('details', { class: 'as-table' }, h('summary', {}, 'As a table'), scroller);
  let latest: readonly Row[] = [];
  const draw = () => {
    if (element.open) table.show(latest);
  };
  element.addEventListener('toggle', draw);
  return {
    element,
    show: (rows) => {
      latest = rows;
      draw();
    },
  };
}
