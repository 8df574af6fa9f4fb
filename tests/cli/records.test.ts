/** Records through the built command: in by `produce`, out by `consume`, as a person uses them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Workplace } from '../support/command-line.js';

/** Bytes of every kind, one line each. */
const LINES = [
  '{"id":"a","n":1}',
  '{"id":"b","n":2.50}',
  '',
  '\xef\xbb\xbfmark',
  'bad \xff\xfe',
  'zero \0 byte',
  '{"n":3}\r',
].map((line) => Buffer.from(line, 'latin1'));

describe('produce and consume', () => {
  const place = new Workplace();

  beforeAll(async () => {
    await place.startBroker();
    await place.succeed(['topics', 'create', 'odd', '--partitions', '1']);
    await place.succeed(['topics', 'create', 'three']);
    const file = join(place.folder, 'odd.txt');
    writeFileSync(file, Buffer.concat(LINES.flatMap((line) => [line, Buffer.from('\n')])));
    await place.succeed(['produce', 'odd', file, '--key-field', 'id']);
    const many = Array.from({ length: 3000 }, (_, n) => `{"id":"player-${n % 50}","n":${n}}\n`).join('');
    await place.succeed(['produce', 'three', '--key-field', 'id'], { input: many });
  });
  afterAll(() => place.end());

  it('sends lines with their bytes unchanged but for the line end, and says how many', async () => {
    const { stdout } = await place.succeed(['consume', 'odd', '-B', '-d', '-O', 'ndjson']);
    const records = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const values = records.map(({ value, value_base64: base64 }) =>
      value === null ? Buffer.from(base64, 'base64') : Buffer.from(value),
    );
    expect(values).toEqual(LINES.map((line) => (line.at(-1) === 0x0d ? line.subarray(0, -1) : line)));
    expect(records.map(({ key }) => key)).toEqual(['a', 'b', '', '', '', '', '']);
    expect(records.map(({ offset }) => offset)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    for (const { timestamp } of records) expect(Math.abs(Date.now() - timestamp)).toBeLessThan(120_000);
  });

  it('spreads keys over the partitions, each in order, and reads them one after the other', async () => {
    const { stdout } = await place.succeed([
      'consume',
      'three',
      '-B',
      '-d',
      '-F',
      '{{partition}} {{offset}} {{key}} {{value}}',
    ]);
    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split(' '));
    expect(rows).toHaveLength(3000);
    expect(rows.map(([partition]) => Number(partition))).toEqual(
      rows.map(([partition]) => Number(partition)).sort(),
    );
    const latest = new Map<string, number>();
    for (const [partition, offset, key, value] of rows) {
      expect(Number(offset)).toBe((latest.get(`offset ${partition}`) ?? -1) + 1);
      const n = (JSON.parse(value!) as { n: number }).n;
      expect(n).toBeGreaterThan(latest.get(key!) ?? -1);
      latest.set(`offset ${partition}`, Number(offset));
      latest.set(key!, n);
    }
  });

  it.each<[string[], string]>([
    [['-H', '5', '-d'], 'zero \0 byte|{"n":3}'],
    [['-T', '1', '-d', '-k'], '[] {"n":3}'],
    [['--start', '0', '--end', '1'], '{"id":"a","n":1}|{"id":"b","n":2.50}'],
    [['--start', '6', '-d'], '{"n":3}'],
    [['--start', '600', '-d'], ''],
  ])('consume %j', async (flags, expected) => {
    const { stdout } = await place.succeed(['consume', 'odd', ...flags, '-O', 'raw']);
    expect(stdout).toBe(expected === '' ? '' : `${expected.replaceAll('|', '\n')}\n`);
  });

  it('follows a topic live until Ctrl-C', async () => {
    const live = place.start(['consume', 'three', '-O', 'raw', '-T', '1']);
    await live.said(/"n":2999/);
    await place.succeed(['produce', 'three'], { input: 'live one\nlive two' });
    await live.said(/live two/);
    live.interrupt();
    const { code, stderr } = await live.ended;
    expect(code).toBe(130);
    expect(stderr).toBe('');
  });

  it('leaves out what the Node client cannot send, sends the rest, and says so', async () => {
    const input = `first\n${'x'.repeat(70_000)}\nlast`;
    const { code, stderr } = await place.run(['produce', 'odd'], { input });
    expect(code).toBe(1);
    expect(stderr).toMatch(/Sent 2 records to odd; 2 acknowledged\.\n.*stdin: line 2 is larger/);
  });

  it.each<[string[], number, RegExp]>([
    [['consume', 'nope', '-B', '-d'], 1, /There is no topic nope at .* topics create nope/],
    [['produce', 'nope'], 1, /There is no topic nope/],
    [['produce', 'odd', 'no-such-file'], 1, /no-such-file cannot be read: there is no such file/],
    [['consume', 'odd', '-p', '7', '-B'], 1, /odd has no partition 7/],
    [
      ['consume', 'odd', '-B', '-c', 'me'],
      2,
      /fluvio --cluster 127\.0\.0\.1:\d+ consume odd --beginning --consumer me/,
    ],
    [['consume', 'odd', '-B', '-H', '1'], 2, /cannot be used with/],
    [['consume', 'odd', '--start', '3', '--end', '2'], 2, /--end 2 lies before --start 3/],
    [['topics', 'create', 'odd'], 1, /There is a topic odd/],
    [['topics', 'create', 'Odd'], 1, /topic name/i],
    [['topics', 'delete', 'nope'], 1, /There is no topic nope/],
  ])('%j exits %d', async (args, exitCode, sentence) => {
    const { code, stdout, stderr } = await place.run(args);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect({ code, stdout }).toEqual({ code: exitCode, stdout: '' });
  });

  it('lists topics with the offsets at which their partitions start and end', async () => {
    await place.succeed(['topics', 'create', 'short-lived', '--partitions', '2']);
    await place.succeed(['topics', 'delete', 'short-lived']);
    const { stdout } = await place.succeed(['topics', 'list', '--json']);
    const rows = JSON.parse(stdout) as { topic: string; end: number }[];
    expect(rows.filter(({ topic }) => topic === 'odd')).toEqual([
      { topic: 'odd', partitions: 1, partition: 0, start: 0, end: expect.any(Number) },
    ]);
    expect(rows.filter(({ topic }) => topic === 'three')).toHaveLength(3);
    expect(rows.map(({ topic }) => topic)).not.toContain('short-lived');
  });
});
