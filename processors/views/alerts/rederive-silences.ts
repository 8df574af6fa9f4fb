/** Works all silences out anew from the minutes. */
import { ALERT_MINUTE } from '../../rollups/servers.js';
import { BulkRows } from '../../store/bulk-rows.js';
import type { Db } from '../../store/open.js';
import { Stretch } from './stretch.js';

/** How many rows of minutes are in memory at a time. */
const AT_A_TIME = 1000;

/**
 * @param silence from which length on, ms
 * @param watermark W, ms since 1970
 */
export function rederiveSilences(db: Db, silence: number, watermark: number): void {
  db.prepare("DELETE FROM alerts WHERE metric = 'silent'").run();
  const rows = new BulkRows(
    db,
    'INSERT INTO alerts (opened_at, server_id, metric, closed_at, peak, breaches)',
    6,
  );
  let server: string | undefined;
  let last = 0;
  const upTo = (next: number | null) => {
    const opened = last + ALERT_MINUTE;
    if (server === undefined || (next ?? watermark) - opened < silence) return;
    rows.put(opened).put(server).put('silent').put(next).put(null).put(0);
  };
  for (const [itsServer, stretch] of stretchesByServer(db)) {
    if (itsServer !== server) {
      upTo(null);
      server = itsServer;
      last = stretch.first!;
    }
    for (const minute of stretch.minutes()) {
      upTo(minute);
      last = minute;
    }
  }
  upTo(null);
  rows.flush();
}

/** All stretches, those of a server in order of time. */
function* stretchesByServer(db: Db): Generator<[server: string, stretch: Stretch]> {
  const after = db
    .prepare(
      `SELECT server_id, stretch, minutes FROM server_minutes WHERE (server_id, stretch) > (?, ?)
       ORDER BY server_id, stretch LIMIT ${AT_A_TIME}`,
    )
    .raw();
  let from: [server: string, stretch: number] = ['', -1];
  for (;;) {
    const rows = after.all(...from) as [string, number, Uint8Array][];
    for (const [server, start, minutes] of rows) yield [server, Stretch.decode(start, minutes)];
    const last = rows.at(-1);
    if (last === undefined) return;
    from = [last[0], last[1]];
  }
}
