/** `-O full_table`: the newest records as a table that fills the terminal, on its second screen. */
import type { Output } from '../context.js';
import { sanitize } from '../render/sanitize.js';
import { renderTable } from '../render/table.js';
import type { ConsumedRecord } from './record.js';
import { jsonCells } from './table-rows.js';

const ENTER = '\u001b[?1049h\u001b[?25l';
const LEAVE = '\u001b[?25h\u001b[?1049l';
const HOME_AND_CLEAR = '\u001b[H\u001b[J';
/** Header, and the line that the cursor needs. */
const LINES_BESIDE_ROWS = 2;

export class FullTable {
  private rows: ReadonlyMap<string, string>[] = [];

  constructor(private readonly screen: Pick<Output, 'rows' | 'columns'>) {}

  open(): string {
    return ENTER;
  }

  add(record: ConsumedRecord): void {
    const cells = jsonCells(record.value);
    if (typeof cells === 'string') return;
    this.rows.push(cells);
    const room = Math.max(1, this.screen.rows - LINES_BESIDE_ROWS);
    if (this.rows.length > room * 2) this.rows = this.rows.slice(-room);
  }

  draw(): string {
    const room = Math.max(1, this.screen.rows - LINES_BESIDE_ROWS);
    const rows = this.rows.slice(-room);
    const names = [...new Set(rows.flatMap((row) => [...row.keys()]))].sort();
    const columns = names.map((name) => ({
      title: sanitize(name),
      of: (row: ReadonlyMap<string, string>) => row.get(name) ?? null,
      width: Math.max(8, Math.floor(this.screen.columns / names.length) - 1),
    }));
    const lines = rows.length === 0 ? [] : renderTable(rows, columns).split('\n');
    return HOME_AND_CLEAR + lines.map((line) => line.slice(0, this.screen.columns)).join('\n');
  }

  close(): string {
    return LEAVE;
  }
}
