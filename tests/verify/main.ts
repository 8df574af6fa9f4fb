import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DEFAULT_SETTINGS } from '../../settings/settings.js';
import { computeStats, type DayRange, WHATS, type What } from '../../verify/index.js';
import { readRecords } from './ndjson.js';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { from: { type: 'string' }, to: { type: 'string' } },
});
const [what, ...files] = positionals;
if (!WHATS.includes(what as What) || files.length === 0) {
  process.stderr.write(
    `usage: main.js WHAT [--from DAY] [--to DAY] FILE.ndjson…\nWHAT is one of ${WHATS.join(', ')}\n`,
  );
  process.exit(2);
}
const records = files.flatMap((file) => [...readRecords(readFileSync(file, 'utf8'))]);
const days: DayRange = {
  ...(values.from === undefined ? {} : { from: values.from }),
  ...(values.to === undefined ? {} : { to: values.to }),
};
const rows = computeStats(records, DEFAULT_SETTINGS, days)[what as What];
process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
