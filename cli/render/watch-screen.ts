/** One frame of `watch` as text: a pure function of what was read and the size of the terminal. */
import { Chalk, type ChalkInstance } from 'chalk';
import type { Counts } from '../../processors/store/counts.js';
import type { AlertRow } from '../../processors/store/stats/alerts.js';
import type { FraudRow } from '../../processors/store/stats/fraud.js';
import type { Figures } from '../watch/snapshot.js';
import { count, duration, percent } from './numbers.js';
import { clip } from './sanitize.js';
import { evidenceShown, ITEM_COLUMNS, LEVEL_COLUMNS, peakShown } from './stats-table.js';
import { renderTable, type TableColumn } from './table.js';

export interface WatchFrame {
  /** What is watched, and who processes: `127.0.0.1:9003 (embedded broker)`. */
  readonly title: string;
  readonly counts: Counts | undefined;
  readonly figures: Figures | undefined;
  readonly perSecond: number;
  /** Last word of the processors, when something is wrong. */
  readonly note: string;
}

export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
}

/** Lines that are not rows of a table: title, counts, today, an empty one, four headers, note. At 80x24 leaves 13. */
const FIXED_LINES = 10;

/** @param now ms since 1970, for ages */
export function watchScreen(frame: WatchFrame, size: ScreenSize, now: number, color: boolean): string {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  const { counts, figures } = frame;
  const lines = [chalk.bold(clip(`game-flow  ${frame.title}`, size.columns))];
  if (counts === undefined || figures === undefined || counts.received === 0) {
    lines.push(
      '',
      frame.note === '' ? 'Waiting for events. In another terminal: game-flow generate' : 'No figures yet.',
    );
  } else {
    lines.push(...head(counts, frame.perSecond, now, chalk), ...todayLine(figures.today), '');
    lines.push(...tables(figures, size, now, chalk));
  }
  if (frame.note !== '') lines.push(chalk.yellow(clip(frame.note, size.columns)));
  return lines.map((line) => fitLine(line, size.columns)).join('\n');
}

function head(counts: Counts, perSecond: number, now: number, chalk: ChalkInstance): string[] {
  const age = counts.lastRecordAt === null ? 'never' : `${duration((now - counts.lastRecordAt) / 1000)} ago`;
  const lag = counts.lag === null ? 'unknown' : count(counts.lag);
  const rejected = `rejected ${count(counts.rejected)}`;
  return [
    `${count(Math.round(perSecond))} events/s   lag ${lag}   last event ${age}`,
    [
      `received ${count(counts.received)}`,
      `accepted ${count(counts.accepted)}`,
      `duplicate ${count(counts.duplicate)}`,
      counts.rejected > 0 ? chalk.yellow(rejected) : rejected,
    ].join('   '),
  ];
}

/** Who played on the last day with events, in a line. */
function todayLine(today: Figures['today']): string[] {
  if (today === undefined) return [];
  const { day, active_players, new_players, sessions, median_session_seconds: median, paying_share } = today;
  const length = median === null ? '' : ` of ${duration(median)}`;
  const paying = paying_share === null ? '' : `   ${percent(paying_share)} pay`;
  return [
    `${day}: ${count(active_players)} players, ${count(new_players)} new   ${count(sessions)} sessions${length}${paying}`,
  ];
}

function tables(
  { levels, items, openAlerts, fraud }: Figures,
  size: ScreenSize,
  now: number,
  chalk: ChalkInstance,
): string[] {
  const room = Math.max(8, size.rows - 1 - FIXED_LINES);
  const alertRows = Math.min(openAlerts.length, Math.max(2, Math.floor(room / 5)));
  const fraudRows = Math.min(fraud.length, Math.max(2, Math.floor(room / 5)));
  const levelRows = Math.min(levels.length, Math.ceil((room - alertRows - fraudRows) / 2));
  const itemRows = Math.max(1, room - alertRows - fraudRows - levelRows);
  return [
    ...section('worst levels', levels.slice(0, levelRows), LEVEL_COLUMNS, chalk),
    ...section('top items', items.slice(0, itemRows), ITEM_COLUMNS, chalk),
    ...section('latest fraud', fraud.slice(0, fraudRows), FLAG_COLUMNS, chalk),
    ...section(
      `open alerts (${openAlerts.length})`,
      newestFirst(openAlerts).slice(0, alertRows),
      alertColumns(now),
      chalk,
    ),
  ];
}

/** The subject first, which is what the title of the section stands above. */
const FLAG_COLUMNS: readonly TableColumn<FraudRow>[] = [
  { title: 'subject', of: (row) => row.subject, width: 32 },
  { title: 'rule', of: (row) => row.rule },
  { title: 'evidence', of: (row) => evidenceShown(row.evidence) },
  { title: 'since', of: (row) => row.window_start.slice(11, 16) },
];

/** A table whose first header is the name of the section. */
function section<R>(
  title: string,
  rows: readonly R[],
  columns: readonly TableColumn<R>[],
  chalk: ChalkInstance,
): string[] {
  if (rows.length === 0) return [chalk.cyan(title), 'none'];
  const titled = columns.map((column, i) => (i === 0 ? { ...column, title } : column));
  return renderTable(rows, titled, (header) => chalk.cyan(header)).split('\n');
}

/** Critical ones first, then the newest. */
function newestFirst(alerts: readonly AlertRow[]): AlertRow[] {
  return [...alerts].sort(
    (a, b) => a.severity.localeCompare(b.severity) || b.opened_at.localeCompare(a.opened_at),
  );
}

function alertColumns(now: number): TableColumn<AlertRow>[] {
  return [
    { title: 'server', of: (row) => row.server_id, width: 20 },
    { title: 'metric', of: (row) => row.metric },
    { title: 'severity', of: (row) => row.severity },
    { title: 'peak', of: (row) => (row.peak === null ? null : peakShown(row.peak)) },
    { title: 'open for', of: (row) => duration((now - Date.parse(row.opened_at)) / 1000) },
  ];
}

/** Colour codes take no room; a line without them that is too long is cut. */
function fitLine(line: string, columns: number): string {
  const visible = line.replace(/\u001b\[\d+m/g, '');
  return visible.length <= columns ? line : clip(visible, columns);
}
