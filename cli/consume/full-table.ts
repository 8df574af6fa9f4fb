/** `-O full-table`: the newest records as a table that fills the terminal, on its second screen. */
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
const NARROWEST_COLUMN = 8;

export class FullTable {
  private rows: ReadonlyMap<string, string>[] = [];

  constructor(private readonly screen: Pick<Output, 'rows' | 'columns'>) {}

  open(): string {
    return ENTER;
  }

  /** Values that are no JSON object are left out. */
  add(record: ConsumedRecord): void {
    const cells = jsonCells(record.value);
    if (typeof cells === 'string') return;
    this.rows.push(cells);
    if (this.rows.length > this.room() * 2) this.rows = this.rows.slice(-this.room());
  }

  draw(): string {
    return HOME_AND_CLEAR + this.lines().join('\n');
  }

  /** The first screen comes back; what was shown last stays on it. */
  close(): string {
    return `${LEAVE}${this.lines().join('\n')}\n`;
  }

  private lines(): string[] {
    const rows = this.rows.slice(-this.room());
    if (rows.length === 0) return [];
    const width = this.screen.columns || 80;
    const names = [...new Set(rows.flatMap((row) => [...row.keys()]))].sort();
    const columns = names.map((name) => ({
      title: sanitize(name),
      of: (row: ReadonlyMap<string, string>) => row.get(name) ?? null,
      width: Math.max(NARROWEST_COLUMN, Math.floor(width / names.length) - 1),
    }));
    return renderTable(rows, columns)
      .split('\n')
      .map((line) => line.slice(0, width));
  }

  private room(): number {
    return Math.max(1, (this.screen.rows || 24) - LINES_BESIDE_ROWS);
  }
}
