/** `cluster`, `doctor` and `down` through the built command. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { acquireLock } from '../../fluvio/lock/lock.js';
import { databasePath } from '../../processors/store/open.js';
import { Workplace } from '../support/command-line.js';

interface Finding {
  readonly name: string;
  readonly status: string;
}

describe('looking after a data directory', () => {
  const place = new Workplace();
  const other = new Workplace();
  afterAll(async () => {
    await place.end();
    await other.end();
  });

  async function doctor(...args: string[]): Promise<{ code: number | null; findings: Map<string, string> }> {
    const { code, stdout } = await place.run(['doctor', '--json', ...args]);
    const findings = JSON.parse(stdout) as Finding[];
    return { code, findings: new Map(findings.map(({ name, status }) => [name, status])) };
  }

  it('doctor finds nothing wrong where nothing has been done yet, and makes nothing', async () => {
    const { code, findings } = await doctor();
    expect(code).toBe(0);
    for (const name of ['node', 'sqlite', 'client', 'data folder', 'fluvio', 'database']) {
      expect(findings.get(name), name).toBe('ok');
    }
    expect(existsSync(place.dataDir)).toBe(false);
  });

  it('cluster starts, tells where it is, and stops', async () => {
    const { stdout, stderr } = await place.succeed(['cluster', 'start', '--port', '0', '--spu-port', '0']);
    const status = await place.succeed(['cluster', 'status', '--json']);
    const { scPort } = JSON.parse(status.stdout) as { scPort: number };
    expect(stdout).toBe(`fluvio profile add game-flow 127.0.0.1:${scPort} local\n`);
    expect(stderr).toContain('Started.');
    expect((await place.succeed(['cluster', 'start'])).stderr).toContain('It runs already.');
    await place.succeed(['cluster', 'stop']);
    expect((await place.succeed(['cluster', 'status'])).stdout).toContain('Not running.');
  });

  it('doctor tells the lag and the age of the last event, and fails where no cluster answers', async () => {
    await place.startBroker();
    await place.succeed(['generate', '--count', '500', '--seed', '1', '--start', '2024-11-12T00:00:00Z']);
    await place.succeed(['process', '--until-caught-up']);
    const sound = await doctor();
    expect(sound.code).toBe(0);
    expect(sound.findings.get('lag of player-events')).toBe('ok');
    expect(sound.findings.get('last event')).toBe('ok');
    const lost = await doctor('--cluster', '127.0.0.1:1');
    expect(lost).toMatchObject({ code: 1 });
    expect(lost.findings.get('fluvio')).toBe('fail');
  });

  it('down --delete-data deletes no database that a processor works on', async () => {
    const lock = acquireLock(databasePath(place.dataDir));
    try {
      const { code, stderr } = await place.run(['down', '--delete-data']);
      expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('Nothing has been done') });
      expect((await place.broker()).pid).toBeGreaterThan(0);
    } finally {
      lock?.release();
    }
  });

  it('down on another cluster deletes only what was made there, and only when asked twice', async () => {
    const { scPort } = await place.broker();
    const cluster = ['--cluster', `127.0.0.1:${scPort}`];
    await other.succeed(['topics', 'create', 'made-here', ...cluster]);
    const once = await other.run(['down', '--delete-data', ...cluster]);
    expect(once.code).toBe(2);
    expect(once.stderr).toMatch(/would delete made-here at .* add --yes/);
    await other.succeed(['down', '--delete-data', '--yes', ...cluster]);
    expect(existsSync(other.dataDir)).toBe(false);
    const { stdout } = await place.succeed(['topics', 'list']);
    expect(stdout).toContain('player-events');
    expect(stdout).not.toContain('made-here');
  });

  it('down without --cluster keeps the note of topics that are still on one', async () => {
    const { scPort } = await place.broker();
    await other.succeed(['topics', 'create', 'still-there', '--cluster', `127.0.0.1:${scPort}`]);
    const { stderr } = await other.succeed(['down', '--delete-data']);
    expect(stderr).toContain(`Topics made on 127.0.0.1:${scPort} are still there`);
    expect(readFileSync(join(other.dataDir, 'made-topics.json'), 'utf8')).toContain('still-there');
  });

  it('down --delete-data stops the broker and leaves nothing but what others put there', async () => {
    writeFileSync(join(place.dataDir, 'notes.txt'), 'mine');
    const { stderr } = await place.succeed(['down', '--delete-data']);
    expect(stderr).toContain('has been stopped');
    expect(stderr).toContain('left: notes.txt');
    expect(existsSync(databasePath(place.dataDir))).toBe(false);
    expect(existsSync(join(place.dataDir, 'broker'))).toBe(false);
    expect(existsSync(join(place.dataDir, 'notes.txt'))).toBe(true);
  });
});
