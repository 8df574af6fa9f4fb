/** The tables of `game-flow notices`. */
import type { ListedNotice } from '../../processors/actions/notice-list.js';
import { renderTable, type TableColumn } from './table.js';

export interface ShownMute {
  readonly kind: string;
  readonly rule: string | null;
  readonly subject: string | null;
  readonly until: string | null;
}

const NOTICES: readonly TableColumn<ListedNotice>[] = [
  { title: '#', of: (row) => row.number },
  { title: 'noticed', of: (row) => minute(row.noticed_at) },
  { title: 'finding', of: (row) => (row.rule === row.kind ? row.kind : `${row.kind}:${row.rule}`) },
  { title: 'subject', of: (row) => row.subject, width: 24 },
  { title: 'change', of: (row) => row.change },
  { title: 'webhook', of: (row) => row.webhook, width: 16 },
  { title: 'state', of: (row) => row.state },
  { title: 'tries', of: (row) => row.attempts },
  { title: 'error', of: (row) => row.error ?? '' },
];

const MUTES: readonly TableColumn<ShownMute>[] = [
  { title: 'kind', of: (row) => row.kind },
  { title: 'rule', of: (row) => row.rule ?? 'all' },
  { title: 'subject', of: (row) => row.subject ?? 'all' },
  { title: 'until', of: (row) => row.until ?? 'unmuted' },
];

export function noticeTable(rows: readonly ListedNotice[]): string {
  return rows.length === 0 ? 'No notices.\n' : `${renderTable(rows, NOTICES)}\n`;
}

export function muteTable(rows: readonly ShownMute[]): string {
  return rows.length === 0 ? 'Nothing is muted.\n' : `${renderTable(rows, MUTES)}\n`;
}

/** `11-12 10:15` */
function minute(time: string): string {
  return time.slice(5, 16).replace('T', ' ');
}
