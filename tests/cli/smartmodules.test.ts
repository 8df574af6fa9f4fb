/** `game-flow smartmodules`, and `consume` through a filter, as a person uses them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadedSmartModules } from '../../fluvio/admin/smart-modules.js';
import { Workplace } from '../support/command-line.js';
import { printed } from '../support/printed.js';

const PURCHASES = [99, 100, 100.5, 250, 251, 7].map((price) => `{"price":${price}}`);

const folder = mkdtempSync(join(tmpdir(), 'game-flow-smartmodules-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('on a broker', () => {
  const place = new Workplace();
  let port: number;
  beforeAll(async () => {
    port = (await place.startBroker()).scPort;
    await place.succeed(['topics', 'create', 'shop', '--partitions', '1']);
    await place.succeed(['produce', 'shop', '--key-field', 'price'], { input: PURCHASES.join('\n') });
  });
  afterAll(() => place.end());

  it.each<[string[], string]>([
    [['--smartmodule', 'purchases-over'], '2 100.5 {"price":100.5}|3 250 {"price":250}|4 251 {"price":251}'],
    [['--smartmodule', 'purchases-over-99', '-e', 'amount=250'], '4 251 {"price":251}'],
    [['--sm', 'purchases-over', '-e', 'amount=0', '--end', '1'], '0 99 {"price":99}|1 100 {"price":100}'],
  ])('consume %j: what is selected, with its own offset and key', async (flags, expected) => {
    const { stdout } = await place.succeed([
      'consume',
      'shop',
      '-B',
      '-d',
      ...flags,
      '-F',
      '{{offset}} {{key}} {{value}}',
    ]);
    expect(stdout).toBe(`${expected.replaceAll('|', '\n')}\n`);
  });

  it('consume through a filter counts all records for -T, and goes on live', async () => {
    const last = await place.succeed([
      'consume',
      'shop',
      '-T',
      '2',
      '-d',
      '--smartmodule',
      'purchases-over',
      '-O',
      'ndjson',
    ]);
    expect(JSON.parse(last.stdout)).toMatchObject({ offset: 4, timestamp: expect.any(Number) });
    const live = place.start([
      'consume',
      'shop',
      '-O',
      'raw',
      '-T',
      '1',
      '--smartmodule',
      'purchases-over-5',
    ]);
    await live.said(/"price":7/);
    await place.succeed(['produce', 'shop'], { input: '{"price":4}\n{"price":6}' });
    await live.said(/"price":6/);
    live.interrupt();
    const { code, stdout } = await live.ended;
    expect({ code, stdout }).toEqual({ code: 130, stdout: '{"price":7}\n{"price":6}\n' });
  });

  it('loads those for people, and any with another default, and lists what is loaded', async () => {
    const nothing = JSON.parse((await place.succeed(['smartmodules', 'list', '--json'])).stdout) as object[];
    expect(nothing.map((row) => (row as { loaded: boolean }).loaded)).not.toContain(true);
    await place.succeed(['smartmodules', 'load']);
    const load = ['smartmodules', 'load', 'server-alerts', '-e', 'latency=80', '--as', 'slow'];
    expect((await place.succeed(load)).stderr).toBe(
      `Loaded slow. fluvio --cluster 127.0.0.1:${port} consume TOPIC -B --smartmodule slow -e cpu_load=… -e latency=… -e memory_usage=…\n`,
    );
    const names = ['only-level-complete', 'purchases-over', 'select-types', 'server-alerts'];
    const loaded = await loadedSmartModules({ host: '127.0.0.1', port });
    expect(loaded.sort()).toEqual([...names, 'slow']);
    const { stdout, stderr } = await place.succeed(['smartmodules', 'list']);
    for (const name of names) expect(stdout).toMatch(new RegExp(`^${name} .* yes +\\S`, 'm'));
    expect(stdout).toMatch(/^envelope +array_map +hold_to=0 +\d+ +no +\S/m);
    expect(stderr).toBe('Also loaded: slow.\n');
  });

  it('says what every module is for', async () => {
    const { stdout } = await place.succeed(['smartmodules', 'list', '--json']);
    const rows = JSON.parse(stdout) as { name: string; kind: string; whatFor: string }[];
    expect(rows.filter(({ kind, whatFor }) => kind === '' || whatFor === '')).toEqual([]);
  });
});

describe('what is asked for in vain', () => {
  const refused = (args: string[]) => printed([...args, '--data-dir', folder]);

  it.each<[string[], 'UsageError' | 'CommandError', RegExp]>([
    [
      ['consume', 'shop', '--smartmodule', 'purchases-over', '-e', 'amount=x'],
      'UsageError',
      /amount is not a number\./,
    ],
    [
      ['consume', 'shop', '--smartmodule', 'purchases-over', '-e', 'amuont=1'],
      'UsageError',
      /no parameter amuont/,
    ],
    [
      ['consume', 'shop', '--smartmodule', 'purchases-over', '-e', 'amount'],
      'UsageError',
      /-e amount: expected .* KEY=VALUE/,
    ],
    [['consume', 'shop', '--smartmodule', 'select-types'], 'UsageError', /types is missing/],
    [
      ['consume', 'shop', '--smartmodule', 'mine', '-e', 'a=b'],
      'UsageError',
      /fluvio .* --smartmodule mine --params a=b/,
    ],
    [['consume', 'shop', '--smartmodule', 'envelope'], 'UsageError', /fluvio .* --smartmodule envelope/],
    [['smartmodules', 'load', 'nope'], 'UsageError', /There is no SmartModule nope/],
    [['smartmodules', 'load', 'purchases-over-x'], 'UsageError', /amount is not a number/],
    [
      ['smartmodules', 'load', 'purchases-over', '--as', 'Über'],
      'UsageError',
      /Fluvio takes no SmartModule called Über/,
    ],
    [['smartmodules', 'load', 'purchases-over', 'select-types', '--as', 'a'], 'UsageError', /for one module/],
    [
      ['smartmodules', 'load', '--cluster', '127.0.0.1:1'],
      'CommandError',
      /127\.0\.0\.1:1 cannot be reached/,
    ],
  ])('%j', async (args, name, sentence) => {
    const error = await refused(args).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name, message: expect.stringMatching(sentence) });
  });
});

describe('smartmodules test', () => {
  const golden = (name: string) => fileURLToPath(new URL(`../golden/modules/${name}.wasm`, import.meta.url));
  const test = (...args: string[]) => printed(['smartmodules', 'test', ...args]);

  it.each<[string[], string]>([
    [
      ['purchases-over-5', '--text', '{"price":6}', '--text', '{"price":5}', '--key', 'k'],
      '1: [k] {"price":6}|2: not selected',
    ],
    [['purchases-over', '--together', '--text', '{"price":600}', '--text', 'x'], '{"price":600}'],
    [[golden('filter'), '--text', '{"n":2}', '--text', '{"n":1}'], '1: {"n":2}|2: not selected'],
    [[golden('map'), '--text', '{"a":1}'], '1: {"A":1}'],
    [[golden('filter_map'), '--text', '{"a":1}', '--text', 'é'], '1: {"A":1}|2: not selected'],
    [[golden('aggregate'), '--text', 'a', '--text', 'b', '--aggregate-initial', '10'], '1: 11|2: 12'],
  ])('%j', async (args, expected) => {
    expect(await test(...args)).toBe(`${expected.replaceAll('|', '\n')}\n`);
  });

  it('reads records from a file, one a line', async () => {
    const file = join(folder, 'events.jsonl');
    writeFileSync(file, '{"price":1}\n{"price":101}\n');
    expect(await test('purchases-over', '--file', file)).toBe('1: not selected\n2: {"price":101}\n');
  });

  it.each<[string[], 'UsageError' | 'CommandError', RegExp]>([
    [['purchases-over'], 'UsageError', /Give records/],
    [
      ['nothing.wasm', '--text', 'a'],
      'UsageError',
      /nothing\.wasm is neither a SmartModule of game-flow nor a file/,
    ],
    [
      ['purchases-over', '-e', 'amount=x', '--text', 'a'],
      'CommandError',
      /^The SmartModule failed: amount is not a number\.$/,
    ],
    [[golden('map').replace('.wasm', '.ts'), '--text', 'a'], 'CommandError', /expected magic word/],
  ])('%j fails', async (args, name, sentence) => {
    const error = await test(...args).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name, message: expect.stringMatching(sentence) });
  });

  it('shows where a module stops', async () => {
    const out = await test(golden('error'), '--text', 'good', '--text', 'bad');
    expect(out).toBe('1: good\n2: stopped at offset 1: value contains bad\n');
  });
});
