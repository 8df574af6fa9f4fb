import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeOwnFiles } from '../../../cli/down/own-files.js';

const OURS = [
  'game-flow.db',
  'game-flow.db-wal',
  'game-flow.db.lock',
  'server.db',
  'server.db-wal',
  'followed.json',
  'made-topics.json',
  'broker.json',
  'broker/broker.lock',
  'broker/broker.log.old',
  'broker/topics/chat.json',
  'broker/smartmodules/a%2Fb.json',
  'broker/consumers/a.json.new',
  'broker/logs/chat.0a1b/0/00000000000000000000.log',
  'broker/logs/chat.0a1b/0/00000000000000000100.log.orphan',
];

describe('removing our files', () => {
  let root: string;
  let dataDir: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'game-flow-down-'));
    dataDir = join(root, 'data');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function make(...paths: string[]): void {
    for (const path of paths) {
      mkdirSync(dirname(join(dataDir, path)), { recursive: true });
      writeFileSync(join(dataDir, path), '');
    }
  }

  it('removes all of them, and the folder', () => {
    make(...OURS);
    expect(removeOwnFiles(dataDir)).toEqual({ files: OURS.length, left: [] });
    expect(existsSync(dataDir)).toBe(false);
  });

  it('leaves what others put there, and the folders that hold it', () => {
    const foreign = [
      'notes.txt',
      'game-flow.db.backup',
      'broker/logs/mine',
      'broker/logs/chat.0a1b/0/x.log',
      'other/a',
    ];
    make(...OURS, ...foreign);
    expect([...removeOwnFiles(dataDir).left].sort()).toEqual(
      [
        'broker/logs/chat.0a1b/0/x.log',
        'broker/logs/mine',
        'game-flow.db.backup',
        'notes.txt',
        'other',
      ].sort(),
    );
    for (const path of foreign) expect(existsSync(join(dataDir, path)), path).toBe(true);
    for (const path of OURS) expect(existsSync(join(dataDir, path)), path).toBe(false);
    expect(readdirSync(join(dataDir, 'broker'))).toEqual(['logs']);
  });

  it('follows no links', () => {
    mkdirSync(join(root, 'elsewhere', 'chat.0a1b', '0'), { recursive: true });
    const kept = join(root, 'elsewhere', 'chat.0a1b', '0', '00000000000000000000.log');
    writeFileSync(kept, '');
    make('broker/broker.lock');
    symlinkSync(join(root, 'elsewhere'), join(dataDir, 'broker', 'logs'));
    expect(removeOwnFiles(dataDir).left).toEqual(['broker/logs']);
    expect(existsSync(kept)).toBe(true);
  });

  it('takes a folder named broker for its own only beside its lock', () => {
    make('broker.json', 'broker/topics/a.json', 'game-flow.db');
    expect(removeOwnFiles(dataDir)).toEqual({
      files: 1,
      left: expect.arrayContaining(['broker', 'broker.json']),
    });
    expect(existsSync(join(dataDir, 'broker/topics/a.json'))).toBe(true);
  });

  it('keeps what it is told to keep', () => {
    make(...OURS);
    expect(removeOwnFiles(dataDir, new Set(['made-topics.json'])).left).toEqual(['made-topics.json']);
    expect(readdirSync(dataDir)).toEqual(['made-topics.json']);
  });
});
