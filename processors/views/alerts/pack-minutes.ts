/**
 * Brings a database of schema version 4 to stretches of minutes: there each minute of a server had a row. To be called
 * within the transaction of the migration.
 */
import type { Db } from '../../store/open.js';
import { MINUTES_DDL, MinuteRows } from './minute-rows.js';
import { Stretch, stretchStart } from './stretch.js';

/** How many rows of the old table are in memory at a time. */
const AT_A_TIME = 4096;

type Row = [
  server: string,
  minute: number,
  cpuLoad: number,
  cpuLoadPeak: number,
  memoryUsage: number,
  memoryUsagePeak: number,
  latency: number,
  latencyPeak: number,
];

export function packServerMinutes(db: Db): void {
  db.exec('ALTER TABLE server_minutes RENAME TO single_minutes');
  const [table, index] = MINUTES_DDL;
  db.exec(table);
  const rows = new MinuteRows(db);
  let server = '';
  let stretch: Stretch | undefined;
  for (const [itsServer, minute, ...breaches] of singleMinutes(db)) {
    const start = stretchStart(minute);
    if (stretch === undefined || stretch.start !== start || server !== itsServer) {
      if (stretch !== undefined) rows.put(server, stretch);
      server = itsServer;
      stretch = new Stretch(start);
    }
    stretch.add(minute);
    for (let metric = 0; 2 * metric < breaches.length; metric++) {
      const [count, peak] = [breaches[2 * metric]!, breaches[2 * metric + 1]!];
      if (count > 0) stretch.breach(minute, metric, count, peak);
    }
  }
  if (stretch !== undefined) rows.put(server, stretch);
  rows.flush();
  // With it goes its index, whose name the new one has.
  db.exec('DROP TABLE single_minutes');
  db.exec(index);
}

/** Those of a server one after the other, in order. */
function* singleMinutes(db: Db): Generator<Row> {
  const after = db
    .prepare(
      `SELECT server_id, minute, cpu_load_breaches, cpu_load_peak, memory_usage_breaches, memory_usage_peak,
         latency_breaches, latency_peak
       FROM single_minutes WHERE (server_id, minute) > (?, ?) ORDER BY server_id, minute LIMIT ${AT_A_TIME}`,
    )
    .raw();
  let from: [server: string, minute: number] = ['', -1];
  for (;;) {
    const rows = after.all(...from) as Row[];
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    from = [last[0], last[1]];
  }
}
