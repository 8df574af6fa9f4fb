/**
 * `npm run bench [-- --count N]`: what a second and a CPU buy, beside the ceilings of the same machine in the same
 * run. Ratios travel between machines, absolute numbers do not.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startCluster, stopCluster } from '../fluvio/broker/lifecycle/index.js';
import { openFluvio } from '../fluvio/client/index.js';
import { foldCeiling, parseCeiling } from './ceilings.js';
import { type Measured, report } from './measure.js';
import { consumeAll, processAll, produceAll } from './paths.js';
import { scenarioEvents } from './scenario.js';

const { values } = parseArgs({ options: { count: { type: 'string', default: '500000' } } });
const count = Number(values.count);
if (!Number.isInteger(count) || count < 1000) {
  process.stderr.write('bench: --count takes a whole number from 1000.\n');
  process.exit(2);
}

const dataDir = mkdtempSync(join(tmpdir(), 'game-flow-bench-'));
try {
  process.stdout.write(`${count} events of all five topics, with ids, generated beforehand…\n`);
  const events = scenarioEvents(count);
  const { state } = await startCluster({ dataDir, scPort: 0, spuPort: 0, owned: true });
  const connection = await openFluvio({ kind: 'address', host: '127.0.0.1', port: state.scPort });
  const measured: Measured[] = [];
  try {
    measured.push(await parseCeiling(events));
    measured.push(await foldCeiling(events, join(dataDir, 'ceiling.db')));
    measured.push(await produceAll(connection, events, state.pid));
    measured.push(await consumeAll(connection, count, state.pid));
    measured.push(await processAll(connection, count, join(dataDir, 'path.db'), state.pid));
  } finally {
    await connection.close();
  }
  process.stdout.write(report(measured));
} finally {
  await stopCluster(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit(0);
