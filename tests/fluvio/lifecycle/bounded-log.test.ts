import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BoundedLog } from '../../../fluvio/broker/lifecycle/bounded-log.js';
import { lastLines } from '../../../fluvio/broker/lifecycle/log-tail.js';
import { scratchDirectory } from './scratch.js';

const NOON = () => new Date('2024-11-12T12:00:00Z');

describe('the log', () => {
  it('never outgrows its limit, and keeps one old file', () => {
    const folder = scratchDirectory();
    const file = join(folder, 'broker.log');
    for (let run = 0; run < 3; run++) {
      const log = new BoundedLog(file, 1000, NOON);
      for (let line = 0; line < 50; line++) log.write(`run ${run} line ${line}`);
    }
    expect(readdirSync(folder).sort()).toEqual(['broker.log', 'broker.log.old']);
    for (const name of readdirSync(folder))
      expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(1000);
    expect(readFileSync(file, 'utf8')).toMatch(/2024-11-12T12:00:00\.000Z run 2 line 49\n$/);
  });

  it('cuts a line that is longer than the limit, and survives a folder that is gone', () => {
    const file = join(scratchDirectory(), 'broker.log');
    new BoundedLog(file, 100, NOON).write('x'.repeat(5000));
    expect(statSync(file).size).toBe(100);
    new BoundedLog(join(file, 'below', 'a-file.log'), 100, NOON).write('nowhere');
  });

  it('can be asked for its last lines', () => {
    const file = join(scratchDirectory(), 'broker.log');
    expect(lastLines(file, 2)).toEqual([]);
    const log = new BoundedLog(file, 1e6, NOON);
    for (let line = 0; line < 1000; line++) log.write(`line ${line}`);
    expect(lastLines(file, 2).map((line) => line.slice(25))).toEqual(['line 998', 'line 999']);
  });
});
