import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moduleText } from '../../../fluvio/smartmodules/columns/generate.mjs';
import { Prng } from '../../../generator/prng.js';
import { TOPICS } from '../../../schemas/index.js';
import { compareColumns, noCounts } from '../../fuzz/columns/compare.js';
import { LocalWay, moduleOf, PushedWay } from '../../fuzz/columns/two-ways.js';
import { NOW, VALID } from '../../processors/validate-samples.js';
import { encodeInput, ModuleRun, type StoredRecord } from './run-module.js';

const texts = (events: readonly object[]) => events.map((event) => ({ value: JSON.stringify(event) }));
const playerEvent = (player_id: string, session_id: string) => ({
  ...VALID['player-events'],
  player_id,
  session_id,
});

describe('the dictionary', () => {
  it('is emptied when it is full, and no record is lost or read wrongly', () => {
    const way = new LocalWay('player-events');
    const counts = noCounts();
    let emptied = 0;
    let generation = 0;
    for (let batch = 0; batch < 90; batch++) {
      const events = Array.from({ length: 1000 }, (_, i) => playerEvent(`p${batch}_${i}`, `s${batch}_${i}`));
      const { batch: records, columns } = way.judge(texts(events), batch * 1000);
      expect(compareColumns(records, columns, counts)).toEqual([]);
      expect(columns.strings.size).toBeLessThanOrEqual(2 ** 17);
      if (columns.strings.generation !== generation) emptied++;
      generation = columns.strings.generation;
    }
    expect(counts).toEqual({ judged: 90_000, deferredAccepted: 0, deferredRejected: 0 });
    // Once at the very beginning.
    expect(emptied).toBe(2);
  });

  it('defers what has no room in it even when it is empty, and memory stays bounded', () => {
    const way = new PushedWay('player-events');
    const events = Array.from({ length: 70_000 }, (_, i) => playerEvent(`p${i}`, `s${i}`));
    const counts = noCounts();
    const { batch, columns } = way.judge(texts(events), 0);
    expect(compareColumns(batch, columns, counts)).toEqual([]);
    expect(counts.judged).toBeGreaterThan(65_000);
    expect(counts.deferredAccepted).toBe(70_000 - counts.judged);
    expect(way.pages * 65_536).toBeLessThan(128 * 1024 * 1024);
    expect(way.judge(texts([VALID['player-events']]), 0).columns.deferred).toHaveLength(0);
  });
});

describe('numbers', () => {
  const metric = VALID['server-metrics'];
  const judge = (literals: readonly string[]) => {
    const value = (literal: string) =>
      JSON.stringify({ ...metric, latency: 0 }).replace('"latency":0', `"latency":${literal}`);
    const { batch, columns } = new LocalWay('server-metrics').judge(
      literals.map((literal) => ({ value: value(literal) })),
      0,
    );
    const counts = noCounts();
    expect(compareColumns(batch, columns, counts)).toEqual([]);
    return counts;
  };

  it('are the very doubles that JSON.parse gives, and most are read here', () => {
    const chance = new Prng('numbers');
    const shortest = Array.from({ length: 20_000 }, () => String(chance.unit() * 10 ** chance.whole(0, 6)));
    const fixed = shortest.map((text) => Number(text).toFixed(chance.below(16)));
    const counts = judge([...shortest, ...fixed]);
    expect(counts.judged).toBeGreaterThan(0.9 * 40_000);
  });

  it('halfway between two doubles go to the even one', () => {
    // 2^53 + 1, + 3 and their tenths; 0.1 and its neighbours with all digits.
    const counts = judge([
      ...['9007199254740993', '90071992547409.93', '900719925474099.3', '900719925474099.5'],
      ...['0.1000000000000000', '0.10000000000000000', '0.10000000000000001', '0.30000000000000004'],
      ...['4503599627370.4965', '4503599627.3704975', '999999.999999999999', '123456.789012345678'],
    ]);
    expect(counts.judged).toBeGreaterThan(5);
  });

  it.each([
    '01',
    '1.',
    '.5',
    '+1',
    '-0',
    '-1',
    '1e3',
    '1E-3',
    '1e400',
    '0x10',
    '1_0',
    'NaN',
    '1000001',
    '0.5.5',
  ])('%s is not judged here', (literal) => {
    expect(judge([literal]).judged).toBe(0);
  });
});

describe('bytes of any kind', () => {
  const stored: StoredRecord[] = [
    {
      key: Buffer.from('k'),
      value: Buffer.from(JSON.stringify(VALID['purchase-events'])),
      timestampDelta: 0,
      offsetDelta: 0,
    },
    { key: undefined, value: Buffer.from('{"player_id":"x'), timestampDelta: 5, offsetDelta: 1 },
  ];
  const good = encodeInput(stored, { baseOffset: 5, baseTimestamp: NOW, version: 23 });

  it('never trap, whichever part of a batch comes', () => {
    const { module } = moduleOf('purchase-events');
    const run = new ModuleRun(module);
    for (let length = 0; length < good.length; length++) {
      expect(run.call(good.subarray(0, length), 23).status, `cut to ${length}`).toBeLessThan(0);
    }
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), (at, byte) => {
        const broken = Buffer.from(good);
        broken[at] = byte;
        const { status } = run.call(broken, 23);
        expect(status === 1 || status < 0).toBe(true);
      }),
      { numRuns: 3000 },
    );
    expect(run.call(good, 23).status).toBe(1);
  });

  it('of a refused batch leave nothing behind that the reader does not know', () => {
    const { module, shape } = moduleOf('purchase-events');
    expect(shape).toEqual({ numbers: 1, texts: 4, choices: 0 });
    const run = new ModuleRun(module);
    const torn = Buffer.from(good);
    torn.writeInt32BE(3, 12);
    expect(run.call(torn, 23).status).toBeLessThan(0);
    const { output } = run.call(good, 23);
    // "GFC\x01", then the flag that says that the dictionary was emptied.
    const at = output!.indexOf('GFC\x01');
    expect(output!.readUInt32LE(at + 4)).toBe(1);
  });

  it.each(TOPICS)(
    'of a value of %s are judged here in any order of fields, with white space, up to 64 KiB',
    (topic) => {
      const fields = Object.entries(VALID[topic]);
      const values = fields.map((_, i) => {
        const turned = [...fields.slice(i), ...fields.slice(0, i)].map(
          ([key, value]) => ` "${key}" :\n${JSON.stringify(value)}\t`,
        );
        return `\r\n{${turned.join(',')}} `;
      });
      const padded = values[0]!.padEnd(65_536);
      const counts = noCounts();
      const way = new PushedWay(topic);
      for (const value of [...values, padded, `${padded} `]) {
        const { batch, columns } = way.judge([{ value }], 0);
        expect(compareColumns(batch, columns, counts)).toEqual([]);
      }
      expect(counts).toEqual({ judged: fields.length + 1, deferredAccepted: 0, deferredRejected: 1 });
    },
  );
});

describe('the generator of the modules', () => {
  const purchases = () =>
    JSON.parse(
      readFileSync(new URL('../../../schemas/purchase-events.schema.json', import.meta.url), 'utf8'),
    ) as Record<'properties' | 'definitions', Record<string, object>>;

  it.each<[string, (schema: ReturnType<typeof purchases>) => unknown]>([
    ['a keyword of objects', (schema) => Object.assign(schema, { minProperties: 7 })],
    ['an open object', (schema) => Object.assign(schema, { additionalProperties: true })],
    ['a keyword of numbers', ({ properties }) => Object.assign(properties.price!, { multipleOf: 0.01 })],
    ['a negative number', ({ properties }) => Object.assign(properties.price!, { minimum: -1 })],
    ['a pattern', ({ properties }) => Object.assign(properties.currency!, { pattern: '^(USD|EUR)$' })],
    ['a length', ({ definitions }) => Object.assign(definitions.name!, { minLength: 2 })],
    ['a format', ({ definitions }) => Object.assign(definitions.ip!, { format: 'ipv4' })],
    ['a type', ({ properties }) => Object.assign(properties, { note: { type: ['string', 'null'] } })],
  ])('refuses %s that it does not know, in place of leaving it out', (_, change) => {
    const schema = purchases();
    expect(moduleText(schema)).toContain('function readEvent');
    change(schema);
    expect(() => moduleText(schema)).toThrow();
  });
});
