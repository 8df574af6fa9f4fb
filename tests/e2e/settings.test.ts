/** The settings file through the built command: names of topics and fields, thresholds, windows, what is refused. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Db, databasePath, openForReading } from '../../processors/store/open.js';
import { STATS, WHATS } from '../../processors/store/stats/index.js';
import { Workplace } from '../support/command-line.js';

const EVENTS = ['--count', '4000', '--seed', 's', '--start', '2024-11-12T00:00:00Z', '--bad', '0.05'];

/** Names swapped with each other, and ones that need escapes; the tag of an action, and the object in it. */
const STUDIO = `
topics: {player-events: telemetry, purchase-events: combat-events, combat-events: purchase-events}
fields:
  player-events: {player_id: "user/id", level_id: map_id, map_id: level_id, event_id: nonce, timestamp: Zeit ä}
  purchase-events: {price: amount}
  game-actions: {event_type: kind, request: http}
`;

interface Letter {
  readonly topic: string;
  readonly reason: string;
  readonly pointer: string;
}

function read<T>({ dataDir }: Workplace, of: (db: Db) => T): T {
  const db = openForReading(databasePath(dataDir));
  try {
    return of(db);
  } finally {
    db.close();
  }
}

function deadLetters(db: Db): Letter[] {
  const sql = 'SELECT topic, partition, "offset", reason, pointer FROM dead_letters ORDER BY 1, 2, 3';
  return db.prepare(sql).all() as Letter[];
}

/** The rows of every figure; the time at which records came is no figure. */
function figures(db: Db): Record<string, unknown> {
  const rows = Object.fromEntries(WHATS.map((what) => [what, STATS[what](db)]));
  return { ...rows, topics: STATS.topics(db).map((row) => ({ ...row, last_record_at: '' })) };
}

/** A pointer of ours as it should be for the studio. */
function studioPointer({ topic, pointer }: Letter): string {
  const { fields } = parse(STUDIO) as { fields: Record<string, Record<string, string>> };
  return pointer.replace(/^\/([^/]+)/, (ours, field: string) => {
    // Spoiled events have fields called `constructor` too.
    const name = new Map(Object.entries(fields[topic] ?? {})).get(field);
    return name === undefined ? ours : `/${name.replace('/', '~1')}`;
  });
}

/** Processed without a settings file. */
const ours = new Workplace();

beforeAll(async () => {
  await ours.startBroker();
  await ours.succeed(['generate', ...EVENTS]);
  await ours.succeed(['process', '--until-caught-up']);
});

afterAll(() => ours.end());

describe('names of a studio', () => {
  const theirs = new Workplace();
  const file = (name: string, text: string) => {
    const path = join(theirs.folder, name);
    writeFileSync(path, text);
    return path;
  };

  beforeAll(async () => {
    file('game-flow.yaml', STUDIO);
    await theirs.startBroker();
    await theirs.succeed(['generate', ...EVENTS]);
    await theirs.succeed(['process', '--until-caught-up']);
  });

  afterAll(() => theirs.end());

  it('change no figure', () => {
    expect(read(theirs, figures)).toEqual(read(ours, figures));
    const accepted = read(theirs, STATS.topics).reduce((sum, row) => sum + row.accepted, 0);
    expect(accepted).toBeGreaterThan(3500);
  });

  it('are those of the cluster, of the events in it, and of what is said of bad ones', async () => {
    const topics = JSON.parse((await theirs.succeed(['topics', 'list', '--json'])).stdout) as {
      topic: string;
    }[];
    expect([...new Set(topics.map(({ topic }) => topic))].sort()).toEqual([
      'combat-events',
      'game-actions',
      'purchase-events',
      'server-metrics',
      'telemetry',
    ]);
    const { stdout } = await theirs.succeed(['consume', 'telemetry', '-B', '-d']);
    expect(stdout).toContain('"user/id":"');
    expect(stdout).not.toContain('"player_id":"');

    const [left, right] = [read(ours, deadLetters), read(theirs, deadLetters)];
    const plain = (letters: Letter[]) => letters.map(({ pointer: _, ...letter }) => letter);
    expect(plain(right)).toEqual(plain(left));
    expect(right.map(({ pointer }) => pointer)).toEqual(left.map(studioPointer));
    expect(right.map(({ pointer }) => pointer)).toContain('/user~1id');
  });

  it('are kept by watch, whose processors get the same settings', async () => {
    rmSync(join(theirs.folder, 'game-flow.yaml'));
    const named = file('studio.yaml', STUDIO);
    await theirs.succeed(['generate', ...EVENTS, '--config', named, '--count', '4100']);
    const { stdout } = await theirs.succeed(['watch', '--once', '--config', named, '--retain', '36500d']);
    expect(stdout).toMatch(/received 8,100 /);
  });

  it('are those in which trouble with the log is told', async () => {
    await theirs.succeed(['topics', 'delete', 'telemetry']);
    const named = file('studio.yaml', STUDIO);
    const { code, stderr } = await theirs.run(['rebuild', '--config', named]);
    expect(stderr).toMatch(/no longer hold everything: .*telemetry\/0 from offset 0/);
    expect(code).toBe(1);
  });
});

describe('settings', () => {
  const place = ours;
  const use = (text: string) => writeFileSync(join(place.folder, 'game-flow.yaml'), text);

  it('are told where they are from, once, and not when they were named', async () => {
    use('thresholds: {stalled_seconds: 20m}');
    const found = await place.succeed(['process', '--until-caught-up']);
    expect(found.stderr.match(/Settings: game-flow\.yaml\./g)).toHaveLength(1);
    const named = await place.succeed(['process', '--until-caught-up', '--config', 'game-flow.yaml']);
    expect(named.stderr).not.toContain('Settings:');
  });

  it('with other windows rebuild the figures and say why; the way back too', async () => {
    const before = await place.stats('engagement');
    use('windows: {engagement: 1h}');
    const { stderr } = await place.succeed(['process', '--until-caught-up']);
    expect(stderr).toContain('was made with other settings (windows.engagement is 60 now and was 5)');
    expect(stderr).toContain('Rebuilt from 4,000 records.');
    const hours = await place.stats<{ window_start: string }>('engagement');
    expect(hours.every(({ window_start }) => window_start.endsWith(':00:00.000Z'))).toBe(true);
    expect(hours.length).toBeLessThan(before.length);
    use('');
    await place.succeed(['process', '--until-caught-up']);
    expect(await place.stats('engagement')).toEqual(before);
  });

  it('with other thresholds work the figures out anew, without the log', async () => {
    use('thresholds: {velocity_purchases: 1}');
    const { stderr } = await place.succeed(['process', '--until-caught-up']);
    expect(stderr).not.toContain('Rebuilt');
    const purchases = (await place.stats<{ purchases: number }>('items')).reduce(
      (n, row) => n + row.purchases,
      0,
    );
    const flagged = (await place.stats<{ rule: string; evidence: { purchases: number } }>('fraud'))
      .filter(({ rule }) => rule === 'velocity')
      .reduce((n, { evidence }) => n + evidence.purchases, 0);
    expect(flagged).toBe(purchases);
  });

  it.each([
    [
      'a file that is not there',
      ['process', '--config', 'none.yaml'],
      'The settings none.yaml cannot be read',
    ],
    ['a wrong key', ['process'], 'game-flow.yaml:1: /treshold is no setting. Did you mean thresholds?'],
    ['a wrong key', ['watch'], 'game-flow.yaml:1: /treshold is no setting'],
    ['a wrong flag', ['process', '--config', 'empty.yaml', '--retain', '30'], 'expected a time such as'],
    [
      'a filter that does not apply',
      ['stats', 'levels', '--player', 'p'],
      '--player does not apply to levels',
    ],
  ])('%s: %j is a wrong use', async (_, args, sentence) => {
    use('treshold: 1');
    writeFileSync(join(place.folder, 'empty.yaml'), '');
    const { code, stdout, stderr } = await place.run(args);
    expect(stderr).toContain(sentence);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('that are wrong are found by doctor', async () => {
    use('treshold: 1');
    const { code, stdout } = await place.run(['doctor', '--json']);
    const findings = JSON.parse(stdout) as { name: string; status: string }[];
    expect(findings.find(({ name }) => name === 'settings')).toMatchObject({ status: 'fail' });
    expect(code).toBe(1);
  });

  it('are printed with their origin and without secrets; a flag goes before the file', async () => {
    use('retain: 30d\nnotify: {webhooks: [{name: a, url: "https://example.com/SECRET", secret: SECRET}]}');
    const { stdout } = await place.succeed(['config', '--retain', '7d']);
    expect(stdout).toContain('retain_seconds: 604800 # --retain\n');
    expect(stdout).not.toContain('SECRET');
    const json = await place.succeed(['config', '--json', '--show-secrets']);
    expect(JSON.parse(json.stdout)).toMatchObject({
      retain_seconds: 30 * 86_400,
      notify: { webhooks: [{ url: 'https://example.com/SECRET', secret: 'SECRET' }] },
    });
  });
});
