import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { dataDirChecks } from '../../../cli/doctor/data-dir.js';
import { databaseFindings, lagChecks, lastEventCheck } from '../../../cli/doctor/database.js';
import { portChecks } from '../../../cli/doctor/ports.js';
import { nativeClientCheck, nodeCheck, platformCheck, sqliteCheck } from '../../../cli/doctor/runtime.js';
import { renderChecks } from '../../../cli/render/checks.js';
import type { PartitionPosition } from '../../../processors/store/partitions.js';
import { isOlder } from '../../../processors/store/sqlite-version.js';
import { DEFAULT_SETTINGS } from '../../../settings/settings.js';

const folder = mkdtempSync(join(tmpdir(), 'game-flow-doctor-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const GIB = 1024 ** 3;

describe('the installation', () => {
  it.each([
    ['18.20.0', 'fail'],
    ['20.0.0', 'ok'],
    ['24.1.0', 'ok'],
    ['25.0.0', 'warn'],
  ])('Node %s: %s', (version, status) => {
    expect(nodeCheck(version).status).toBe(status);
  });

  it.each([
    ['linux', 'x64', 'ok'],
    ['darwin', 'arm64', 'ok'],
    ['linux', 'arm64', 'fail'],
    ['win32', 'x64', 'fail'],
  ])('%s %s: %s', (platform, arch, status) => {
    expect(platformCheck(platform, arch).status).toBe(status);
  });

  it('compares versions part by part', () => {
    expect(isOlder('3.51.2', '3.51.3')).toBe(true);
    expect(isOlder('3.51.3', '3.51.3')).toBe(false);
    expect(isOlder('4.0', '3.51.3')).toBe(false);
    expect(sqliteCheck().status).toBe('ok');
  });

  it('tells what to do about a native client that does not load', () => {
    const broken = nativeClientCheck(() => {
      throw new Error('no such file');
    });
    expect(broken).toMatchObject({
      status: 'fail',
      message: 'no such file',
      next: expect.stringContaining('npm rebuild'),
    });
  });
});

describe('the ports', () => {
  it('are free, ours, or of another program', async () => {
    const state = { scPort: 9003, spuPort: 40_000 };
    const running = { kind: 'running', state } as Parameters<typeof portChecks>[0];
    expect(await portChecks(running, async () => true)).toMatchObject([
      { status: 'ok', message: 'our embedded broker' },
      { status: 'warn', message: 'another program listens there' },
    ]);
    expect(await portChecks({ kind: 'stopped' }, async () => false)).toMatchObject([
      { message: 'free' },
      { message: 'free' },
    ]);
  });
});

describe('the data directory', () => {
  it('may be there or not', () => {
    expect(dataDirChecks(folder, () => 9 * GIB).map(({ status }) => status)).toEqual(['ok', 'ok']);
    expect(dataDirChecks(join(folder, 'a', 'b'))[0]?.message).toContain('will be made');
  });

  it('cannot be below a file', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(dataDirChecks(join(file, 'data'))[0]).toMatchObject({ status: 'fail' });
  });

  it.each([
    [GIB * 2, 'ok'],
    [GIB / 2, 'warn'],
    [GIB / 100, 'fail'],
  ])('with %d bytes free: %s', (free, status) => {
    expect(dataDirChecks(folder, () => free)[1]?.status).toBe(status);
  });
});

describe('the database', () => {
  const at = (partition: number, nextOffset: number, highWatermark: number, maxRecordTime = -1) =>
    ({ topic: 'chat', partition, nextOffset, highWatermark, maxRecordTime }) as PartitionPosition;
  const now = (partition: number, highWatermark: number) => ({
    topic: 'chat',
    partition,
    highWatermark,
    logStart: 0,
    logEnd: highWatermark,
    leader: 1,
    replicas: 1,
    isOnline: true,
  });

  it('need not be there; another file in its place is a failure', () => {
    expect(databaseFindings(join(folder, 'none'), DEFAULT_SETTINGS).check.status).toBe('ok');
    writeFileSync(join(folder, 'game-flow.db'), 'not a database, but long enough to be looked at as one');
    expect(databaseFindings(folder, DEFAULT_SETTINGS).check.status).toBe('fail');
  });

  it('is behind by what the cluster says, or else by what was last seen', () => {
    const positions = [at(0, 10, 12), at(1, 5, 5)];
    expect(lagChecks(positions, undefined, false)).toMatchObject([
      { status: 'warn', message: expect.stringMatching(/^2 records, when last seen/) },
    ]);
    expect(lagChecks(positions, [now(0, 20), now(1, 5)], true)).toMatchObject([
      { status: 'ok', message: '10 records' },
    ]);
    expect(lagChecks([at(0, 0, -1)], undefined, false)).toMatchObject([{ message: 'not known yet' }]);
  });

  it('knows when the last event came', () => {
    expect(lastEventCheck([at(0, 1, 1, 1000), at(1, 1, 1, 5000)], 65_000)).toMatchObject({
      status: 'ok',
      message: '1 min ago',
    });
    expect(lastEventCheck([at(0, 1, 1, 1000)], 3_601_000)).toMatchObject({ status: 'warn' });
    expect(lastEventCheck([], 0).message).toContain('none yet');
  });
});

it('the findings are a line each, with what to do below', () => {
  const text = renderChecks(
    [
      { name: 'node', status: 'ok', message: 'Node 20' },
      { name: 'port 9003', status: 'warn', message: 'taken', next: 'Look there.' },
    ],
    false,
  );
  expect(text).toBe(
    '✔ node       Node 20\n! port 9003  taken\n             → Look there.\n'.replace(
      '             →',
      '             →',
    ),
  );
});
