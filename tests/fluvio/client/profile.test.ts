import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFluvio, profileAddress } from '../../../fluvio/client/index.js';
import { TestCluster } from './cluster.js';

let cluster: TestCluster;
let folder: string;
const copies = () => readdirSync(tmpdir()).filter((name) => name.startsWith('game-flow-profile-'));
beforeEach(async () => {
  cluster = await TestCluster.start();
  folder = mkdtempSync(join(tmpdir(), 'profile-test-'));
  process.env.FLV_PROFILE_PATH = join(folder, 'config');
});
afterEach(async () => {
  delete process.env.FLV_PROFILE_PATH;
  rmSync(folder, { recursive: true });
  await cluster.stop();
});

function writeConfig(): string {
  const config = [
    'version = "2"',
    'current_profile = "elsewhere"',
    '[profile.elsewhere]',
    'cluster = "elsewhere"',
    '[profile.here]',
    'cluster = "here"',
    '[cluster.elsewhere]',
    'endpoint = "127.0.0.1:1"',
    '[cluster.elsewhere.tls]',
    'tls_policy = "disabled"',
    '[cluster.here]',
    `endpoint = "127.0.0.1:${cluster.target.port}"`,
    '[cluster.here.tls]',
    'tls_policy = "disabled"',
    '',
  ].join('\n');
  writeFileSync(join(folder, 'config'), config);
  return config;
}

describe('a profile of the fluvio command', () => {
  it('is used by name, current or not, and the file stays as it is', async () => {
    const config = writeConfig();
    const before = copies();
    const connection = await openFluvio({ kind: 'profile', name: 'here' });
    expect(await connection.topics()).toEqual([]);
    await connection.close();
    await expect(openFluvio({ kind: 'profile', name: 'elsewhere' })).rejects.toMatchObject({
      code: 'CONNECT_FAILED',
      message: expect.stringContaining('profile "elsewhere"'),
    });
    expect(readFileSync(join(folder, 'config'), 'utf8')).toBe(config);
    expect(copies()).toEqual(before);
  });

  it('tells its address, unless it uses TLS', () => {
    const config = writeConfig();
    expect(profileAddress('here')).toEqual({ host: '127.0.0.1', port: cluster.target.port });
    writeFileSync(join(folder, 'config'), config.replaceAll('"disabled"', '"verified"'));
    expect(profileAddress('here')).toBeUndefined();
    expect(() => profileAddress('nowhere')).toThrow(/Known profiles: elsewhere, here/);
  });

  it('that is not there is an error that names those that are', async () => {
    writeConfig();
    await expect(openFluvio({ kind: 'profile', name: 'nowhere' })).rejects.toMatchObject({
      code: 'PROFILE_NOT_FOUND',
      message: expect.stringContaining('Known profiles: elsewhere, here.'),
    });
    process.env.FLV_PROFILE_PATH = join(folder, 'missing');
    await expect(openFluvio({ kind: 'profile', name: 'here' })).rejects.toMatchObject({
      code: 'PROFILE_NOT_FOUND',
      message: expect.stringContaining('cannot be read'),
    });
  });
});
