/** `game-flow score` as a table, what was missed and what was falsely flagged spelled out below it. */
import type { ScoreRow } from '../score/score-row.js';
import { count } from './numbers.js';
import { renderTable, type TableColumn } from './table.js';

const COLUMNS: readonly TableColumn<ScoreRow>[] = [
  { title: 'RULE', of: ({ rule }) => rule },
  { title: 'PLANTED', of: ({ planted }) => planted },
  { title: 'FOUND', of: ({ found }) => found },
  { title: 'RECALL', of: ({ recall }) => fixed(recall, 3) },
  { title: 'FLAGS', of: ({ flags }) => flags },
  { title: 'FALSE', of: ({ false_flags }) => false_flags },
  { title: 'PRECISION', of: ({ precision }) => fixed(precision, 3) },
  { title: 'PER 10,000', of: (row) => fixed(row.false_per_10000_purchases, 1) },
  { title: 'P50 S', of: (row) => fixed(row.median_seconds, 1) },
  { title: 'P95 S', of: (row) => fixed(row.p95_seconds, 1) },
];

export function scoreTable(rows: readonly ScoreRow[]): string {
  const table = renderTable(rows, COLUMNS);
  const lines = rows.flatMap(remarks);
  return `${[table, ...(lines.length > 0 ? ['', ...lines] : [])].join('\n')}\n`;
}

function remarks({ rule, variants, false_causes, withdrawn }: ScoreRow): string[] {
  const missed = Object.entries(variants)
    .filter(([, { planted, found }]) => found < planted)
    .map(([variant, { planted, found }]) => `${count(planted - found)} of ${count(planted)} ${variant}`);
  const causes = Object.entries(false_causes).map(([cause, flags]) => `${count(flags)} ${cause}`);
  return [
    ...(missed.length > 0 ? [`${rule} missed ${missed.join(', ')}`] : []),
    ...(causes.length > 0 ? [`${rule} falsely flagged ${causes.join(', ')}`] : []),
    ...(withdrawn !== null && withdrawn > 0 ? [`${rule} took back ${count(withdrawn)}`] : []),
  ];
}

function fixed(value: number | null, digits: number): string | null {
  return value === null ? null : value.toFixed(digits);
}
