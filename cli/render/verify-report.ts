/** What `verify` found: a line a figure, then what could not be checked, then the first differences. */
import type { Difference } from '../../verify/differences.js';
import type { CheckedFigure, Report } from '../../verify/verification.js';
import { jsonText } from './json.js';
import { count, counted } from './numbers.js';
import { sanitize } from './sanitize.js';
import { renderTable, type TableColumn } from './table.js';

const EXTENTS = { all: '', part: 'in part', none: 'not checked' };

const COLUMNS: readonly TableColumn<CheckedFigure>[] = [
  { title: 'figure', of: ({ figure }) => figure },
  { title: 'rows', of: ({ rows }) => rows },
  { title: 'differences', of: ({ differences }) => differences },
  { title: 'checked', of: ({ extent }) => EXTENTS[extent] },
];

export function verifyReport({ figures, unchecked, differences }: Report): string {
  const lines = [renderTable(figures, COLUMNS), ''];
  if (unchecked.length > 0)
    lines.push('Could not be checked:', ...unchecked.map((what) => `  ${sanitize(what)}`), '');
  lines.push(...(differences.count === 0 ? [conclusion(figures)] : differenceLines(differences)));
  return `${lines.join('\n')}\n`;
}

/** The same for machines. */
export function verifyJson({ figures, unchecked, differences }: Report): string {
  const { count: total, first } = differences;
  return `${jsonText({ equal: total === 0, figures, unchecked, differences: total, first }, 2)}\n`;
}

function conclusion(figures: readonly CheckedFigure[]): string {
  const rowsOf = (extent: CheckedFigure['extent']) =>
    figures.reduce((sum, figure) => sum + (figure.extent === extent ? figure.rows : 0), 0);
  const equal = `${counted(rowsOf('all'), 'row')} equal`;
  const partly = figures.filter(({ extent }) => extent === 'part');
  const unknown = figures.filter(({ extent }) => extent === 'none').length;
  const more = [
    ...(partly.length > 0
      ? [`${counted(rowsOf('part'), 'row')} no smaller than what can still be read`]
      : []),
    ...(unknown > 0 ? [`${counted(unknown, 'figure')} not checked`] : []),
  ];
  return `${[equal, ...more].join(', ')}.`;
}

function differenceLines({ count: total, first }: Report['differences']): string[] {
  const lines = first.map(differenceLine);
  if (total > first.length) lines.push(`… and ${count(total - first.length)} more`);
  return [`${counted(total, 'difference')}:`, ...lines.map((line) => `  ${line}`)];
}

function differenceLine({ figure, key, stored, recomputed }: Difference): string {
  const name = [figure, ...key.map(String)].join(' ');
  // A sentence on what cannot be has no other side.
  if (recomputed === null && typeof stored === 'string') return sanitize(`${name}: ${stored}`);
  return sanitize(`${name}: stored ${shown(stored)}, recomputed ${shown(recomputed)}`);
}

function shown(side: Difference['stored']): string {
  if (side === null) return 'nothing';
  return typeof side === 'string' ? side : JSON.stringify(side);
}
