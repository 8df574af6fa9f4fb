/** The SmartModules for people, as a broker runs them, held against JSON.parse. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tryModule } from '../../../fluvio/broker/engine/try-module.js';
import { openEnvelope } from '../../../fluvio/client/envelope.js';
import { moduleParameters, withParameters } from '../../../fluvio/client/module-parameters.js';

const wasmOf = (name: string) =>
  readFileSync(new URL(`../../../dist/fluvio/smartmodules/${name}.wasm`, import.meta.url));

const open = (name: string, params: Record<string, string> = {}) =>
  tryModule(wasmOf(name), { params: new Map(Object.entries(params)), timestamp: 1_700_000_000_000 });

/** The values that come out of one stored batch of these. */
function outputs(
  name: string,
  params: Record<string, string>,
  values: readonly (string | Buffer)[],
): string[] {
  const records = values.map((value) => ({ key: Buffer.from('k'), value: Buffer.from(value) }));
  return open(name, params)
    .run(records)
    .records.map(({ value }) => Buffer.from(value).toString());
}

const kept = (name: string, params: Record<string, string>, value: string | Buffer) =>
  outputs(name, params, [value]).length === 1;

function member(value: Buffer, name: string): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value);
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)[name]
      : undefined;
  } catch {
    return undefined;
  }
}

/** JSON with spaces, escapes where none is needed, and members in any order; sometimes with a byte changed. */
const odd = fc
  .record({
    members: fc.array(
      fc.oneof(
        fc.tuple(fc.constant('price'), fc.constantFrom<unknown>(100, 100.5, 1e300, -0.25, '101', null)),
        fc.tuple(
          fc.constantFrom('event_type', 'eventtype'),
          fc.constantFrom('level_complete', 'move', 'kill'),
        ),
        fc.tuple(fc.string({ unit: 'binary', maxLength: 5 }), fc.jsonValue({ maxDepth: 3 })),
      ),
      { maxLength: 5 },
    ),
    indent: fc.constantFrom('', ' ', '\t', '\r\n'),
    escapes: fc.boolean(),
    damage: fc.option(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { freq: 4, nil: undefined }),
  })
  .map(({ members, indent, escapes, damage }) => {
    const written = members.map(
      ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value, null, indent)}`,
    );
    let text = `${indent}{${written.join(`,${indent}`)}}${indent}`;
    if (escapes)
      text = text.replace(/[aeo]/g, (letter) =>
        text.length % 2 ? letter : `\\u00${letter.charCodeAt(0).toString(16)}`,
      );
    const bytes = Buffer.from(text);
    if (damage !== undefined) bytes[damage[0] % bytes.length] = damage[1];
    return bytes;
  });

describe('the filters select what JSON.parse says', () => {
  const levels = open('only-level-complete');
  const purchases = open('purchases-over', { amount: '100' });
  const types = open('select-types', { types: 'move,kill,ü' });
  const selected = (trial: typeof levels, value: Buffer) =>
    trial.run([{ key: null, value }]).records.length === 1;

  it('of any object, however it is written, and of what is none', () => {
    const hits = { levels: 0, purchases: 0 };
    fc.assert(
      fc.property(odd, (value) => {
        const price = member(value, 'price');
        const isComplete = member(value, 'event_type') === 'level_complete';
        const isOver = typeof price === 'number' && price > 100;
        hits.levels += Number(isComplete);
        hits.purchases += Number(isOver);
        expect(selected(levels, value)).toBe(isComplete);
        expect(selected(purchases, value)).toBe(isOver);
      }),
      { numRuns: 3000 },
    );
    // That it is about something.
    expect(Math.min(hits.levels, hits.purchases)).toBeGreaterThan(30);
  });

  it.each<[string, boolean]>([
    ['{"event_type":"move"}', true],
    ['{"eventtype":"kill","event_type":7}', false],
    ['{"event_type":7,"eventtype":"kill"}', true],
    ['{"event_type":"mo"}', false],
    ['{"event_type":"move,kill"}', false],
    ['{"event_type":"\\u00fc"}', true],
    ['{"event_type":"ü"}', true],
    ['{"event_type":"\\ud800"}', false],
    ['["event_type","move"]', false],
    ['{"a":{"event_type":"move"}}', false],
    ['{"event_type":"move"}x', false],
    ['', false],
  ])('select-types: %s', (text, expected) => {
    expect(selected(types, Buffer.from(text))).toBe(expected);
  });

  it('and reads 64 levels of nesting, not more, without harm', () => {
    const nested = (depth: number) => `{"x":${'['.repeat(depth)}${']'.repeat(depth)},"price":101}`;
    expect(kept('purchases-over', {}, nested(64))).toBe(true);
    expect(kept('purchases-over', {}, nested(65))).toBe(false);
    expect(kept('purchases-over', {}, `{"x":${'['.repeat(1_000_000)}`)).toBe(false);
  });

  it.each(['01', '1.', '.5', '+1', '1e', '-', '1e+', '0x1', 'NaN', '1_0'])(
    'and %s is no number',
    (number) => {
      expect(kept('purchases-over', { amount: '-1' }, `{"price":${number}}`)).toBe(false);
      expect(() => open('purchases-over', { amount: number })).toThrow(/amount is not a number\./);
    },
  );

  it('and compares numbers as JavaScript does', () => {
    const decimal = fc.oneof(
      fc.tuple(fc.maxSafeInteger(), fc.nat(15)).map(([digits, shift]) => String(digits / 10 ** shift)),
      fc
        .double({ noNaN: true, noDefaultInfinity: true, min: 1e-7, max: 1e15 })
        .map((value) => value.toPrecision(12)),
    );
    fc.assert(
      fc.property(
        decimal.filter((text) => text.replace(/[^0-9]/g, '').length <= 15),
        decimal,
        (price, amount) => {
          if (amount.replace(/[^0-9]/g, '').length > 15) return;
          expect(kept('purchases-over', { amount }, `{"price":${price}}`)).toBe(
            Number(price) > Number(amount),
          );
        },
      ),
    );
  });
});

describe('server-alerts', () => {
  const sample = (more: object) =>
    JSON.stringify({ server_id: 's', cpu_load: 1, memory_usage: 1, latency: 1, timestamp: 't', ...more });

  it('gives server, time, and what reaches its threshold', () => {
    const values = [sample({ cpu_load: 90, latency: 1e3 }), sample({}), sample({ memory_usage: 89.99 })];
    expect(outputs('server-alerts', {}, values)).toEqual([
      '{"server_id":"s","timestamp":"t","cpu_load":90,"latency":1000}',
    ]);
    expect(outputs('server-alerts', { memory_usage: '89.5', cpu_load: '100' }, values)).toEqual([
      '{"server_id":"s","timestamp":"t","latency":1000}',
      '{"server_id":"s","timestamp":"t","memory_usage":89.99}',
    ]);
  });

  it('gives JSON for whatever it is given', () => {
    const names = fc.string({ unit: 'binary', maxLength: 20 });
    const load = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.jsonValue());
    fc.assert(
      fc.property(names, load, load, (server_id, cpu_load, latency) => {
        const [alert] = outputs('server-alerts', {}, [sample({ server_id, cpu_load, latency })]);
        const over = (value: unknown, least: number) => typeof value === 'number' && value >= least;
        if (!over(cpu_load, 90) && !over(latency, 200)) expect(alert).toBeUndefined();
        else
          expect((JSON.parse(alert!) as { server_id: string }).server_id).toBe(
            JSON.parse(JSON.stringify(server_id)),
          );
      }),
    );
  });

  it.each([
    '{"cpu_load":99}',
    '{"server_id":1,"timestamp":"t","cpu_load":99}',
    '{"server_id":"s","cpu_load":99}',
  ])('passes over what is no sample: %s', (text) => {
    expect(outputs('server-alerts', {}, [text])).toEqual([]);
  });
});

describe('parameters', () => {
  it.each<[string, Record<string, string>, RegExp]>([
    ['purchases-over', { amount: 'much' }, /^amount is not a number\./],
    ['purchases-over', { amuont: '5' }, /^amuont is no parameter of this SmartModule\./],
    ['purchases-over', { amount: '1e999' }, /^amount is not a number\./],
    ['select-types', {}, /^types is missing\. Name event types/],
    ['select-types', { types: 'x'.repeat(5000) }, /^types is too long\./],
    ['server-alerts', { output: 'paper' }, /^output is records or envelope\./],
  ])('%s %o is refused by init', (name, params, sentence) => {
    expect(() => open(name, params)).toThrow(sentence);
  });

  it('are read from the module, and written into it', () => {
    const wasm = wasmOf('purchases-over');
    expect(moduleParameters(wasm)).toMatchObject([
      { name: 'amount', value: '100' },
      { name: 'output', value: 'records' },
    ]);
    const patched = withParameters(wasm, { amount: '5' });
    expect(moduleParameters(patched)[0]).toMatchObject({ name: 'amount', value: '5' });
    const values = ['{"price":4}', '{"price":6}'].map((value) => ({ key: null, value: Buffer.from(value) }));
    const run = (params: [string, string][]) =>
      tryModule(patched, { params: new Map(params), timestamp: 1 }).run(values).records.length;
    expect(run([])).toBe(1);
    expect(run([['amount', '3']])).toBe(2);
    expect(moduleParameters(withParameters(patched, { amount: '100' }))).toEqual(moduleParameters(wasm));
  });

  it('outside of ASCII, and as long as there is room', () => {
    const wasm = wasmOf('select-types');
    const { room } = moduleParameters(wasm)[1]!;
    const types = `ü,😀,${'x'.repeat(room - 5)}`;
    const trial = tryModule(withParameters(wasm, { types }), { params: new Map(), timestamp: 1 });
    const selected = (type: string) =>
      trial.run([{ key: null, value: Buffer.from(JSON.stringify({ event_type: type })) }]).records.length;
    expect(types.split(',').map(selected)).toEqual([1, 1, 1]);
    expect(selected('x')).toBe(0);
    expect(() => withParameters(wasm, { types: 'x'.repeat(room + 1) })).toThrow(/too long.* room for \d+/);
    expect(() => withParameters(wasm, { types: 'a~b' })).toThrow(/must not have/);
    expect(() => withParameters(wasm, { type: 'a' })).toThrow(/no parameter type\. It has: output, types\./);
    expect(() => withParameters(wasmOf('boundary'), { a: 'b' })).toThrow(/has no parameters/);
  });
});

describe('output=envelope', () => {
  it('keeps offset, time and key of what is selected, and the place of the rest', () => {
    const records = ['{"price":1}', '{"price":101}', 'x', '{"price":102}'].map((value, i) => ({
      key: i === 1 ? null : Buffer.from(`k${i}`),
      value: Buffer.from(value),
    }));
    const trial = open('purchases-over', { output: 'envelope' });
    trial.run(records);
    const out = trial.run(records).records;
    expect(out).toHaveLength(1);
    const batch = openEnvelope('t', 0, Buffer.from(out[0]!.value));
    expect(batch).toMatchObject({ baseOffset: 4, count: 4 });
    expect([...batch.keyStart].map((at) => Math.min(at, 0))).toEqual([-2, -1, -2, 0]);
    expect(batch.bytes.subarray(batch.keyStart[3], batch.keyEnd[3]).toString()).toBe('k3');
    const values = [0, 1, 2, 3].map((i) =>
      batch.bytes.subarray(batch.valueStart[i], batch.valueEnd[i]).toString(),
    );
    expect(values).toEqual(['', '{"price":101}', '', '{"price":102}']);
    expect([...batch.timestamps]).toEqual(new Array(4).fill(1_700_000_000_000));
  });

  it('gives the same values as output=records, of any module', () => {
    const value = JSON.stringify({
      server_id: 's',
      cpu_load: 99,
      memory_usage: 9,
      latency: 9,
      timestamp: 't',
    });
    const records = [value, 'x', value].map((text) => ({ key: null, value: Buffer.from(text) }));
    const [envelope] = open('server-alerts', { output: 'envelope' }).run(records).records;
    const batch = openEnvelope('t', 0, Buffer.from(envelope!.value));
    const alert = '{"server_id":"s","timestamp":"t","cpu_load":99}';
    expect(batch.bytes.subarray(batch.valueStart[0], batch.valueEnd[2]).toString()).toBe(alert + alert);
  });
});

it('records keep their key when their value is another', () => {
  const value = Buffer.from(JSON.stringify({ server_id: 's', cpu_load: 99, timestamp: 't' }));
  const keys = [null, Buffer.alloc(0), Buffer.alloc(300, 'k')];
  const { records } = open('server-alerts').run(keys.map((key) => ({ key, value })));
  expect(records.map(({ key }) => key && Buffer.from(key))).toEqual(keys);
});
