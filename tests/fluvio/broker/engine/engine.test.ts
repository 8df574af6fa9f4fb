import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type EngineOptions,
  type ModuleChain,
  SmartModuleEngine,
} from '../../../../fluvio/broker/engine/engine.js';
import { limitMemory } from '../../../../fluvio/broker/engine/memory-limit.js';
import type { Transformed } from '../../../../fluvio/broker/engine/messages.js';
import { decodeBatchRecords, encodeBatch, splitBatches } from '../../../../fluvio/protocol/batch.js';
import { LOOPS_FOR_EVER, moduleWith } from './hand-made-modules.js';

const VERSION = 23;
const golden = (name: string): Buffer =>
  readFileSync(new URL(`../../../golden/modules/${name}.wasm`, import.meta.url));

let engine: SmartModuleEngine;
afterEach(() => engine.close());

const newEngine = (options?: EngineOptions): SmartModuleEngine => {
  engine = new SmartModuleEngine(options);
  return engine;
};

const CLIENT = {};

function open(
  modules: readonly Uint8Array[],
  accumulator = '',
  options?: EngineOptions,
): Promise<ModuleChain> {
  const specs = modules.map((wasm) => ({
    wasm,
    params: new Map<string, string>(),
    accumulator: Buffer.from(accumulator),
  }));
  return newEngine(options).open(CLIENT, specs, VERSION);
}

/** Stored batches of these values, numbered from 0, in memory of their own. */
function stored(...batches: string[][]): Buffer {
  let baseOffset = 0;
  const encoded = batches.map((values) => {
    const batch = encodeBatch(
      values.map((value) => ({ key: Buffer.from('k'), value: Buffer.from(value) })),
      { baseOffset },
    );
    baseOffset += values.length;
    return batch;
  });
  const bytes = Buffer.concat(encoded);
  const own = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(own);
  return own;
}

const recordsOf = (result: Transformed): [number, string][] => {
  if (result.batch === null) return [];
  const [batch] = splitBatches(result.batch);
  return decodeBatchRecords(batch!).map((record) => [record.offsetDelta, record.value.toString()]);
};

describe('kinds of modules', () => {
  it('filters, with offset deltas moved as a real SPU moves them', async () => {
    const chain = await open([golden('filter')]);
    const result = await chain.process(stored(['{"n":1}', '{"n":2}'], ['{"n":2}', '{"n":2}']), 1 << 20);
    expect(recordsOf(result)).toEqual([
      [1, '{"n":2}'],
      [-2, '{"n":2}'],
      [-1, '{"n":2}'],
    ]);
    expect(result).toMatchObject({ nextOffset: 4, failure: null, tooLarge: false });
  });

  it('maps, filter-maps and array-maps', async () => {
    const upper = await open([golden('map')]);
    expect(recordsOf(await upper.process(stored(['{"a":1}']), 1 << 20))).toEqual([[0, '{"A":1}']]);
    await engine.close();
    const some = await open([golden('filter_map')]);
    expect(recordsOf(await some.process(stored(['{"a":1}', 'plain é']), 1 << 20))).toEqual([[0, '{"A":1}']]);
    await engine.close();
    const pack = await open([golden('array_map')]);
    expect(recordsOf(await pack.process(stored(['1', '2'], ['3']), 1 << 20))).toEqual([
      [0, '[1,2]'],
      [-2, '[3]'],
    ]);
  });

  it('aggregates over batches, from the accumulator given', async () => {
    const chain = await open([golden('aggregate')], '5');
    const first = await chain.process(stored(['1', '2']), 1 << 20);
    expect(recordsOf(first).map(([, value]) => value)).toEqual(['6', '7']);
    const second = await chain.process(stored(['3']), 1 << 20);
    expect(recordsOf(second).map(([, value]) => value)).toEqual(['8']);
  });

  it('runs a chain, each module on the output of the one before', async () => {
    const chain = await open([golden('map'), golden('array_map')]);
    expect(recordsOf(await chain.process(stored(['{"a":1}', '{"b":2}']), 1 << 20))).toEqual([
      [0, '[{"A":1},{"B":2}]'],
    ]);
  });

  it('takes no function of other parameters, as wasmtime', async () => {
    const wasm = moduleWith([0x41, 0]);
    // The export `filter` is made that of `alloc`, which has one.
    wasm[wasm.indexOf('filter') + 'filter'.length + 1] = 0;
    await expect(open([wasm])).rejects.toThrow(/type mismatch with parameters: filter .* has 1/);
  });
});

describe('how much fits in a response', () => {
  it('leaves the batch that does not fit for the next fetch', async () => {
    const chain = await open([golden('array_map')]);
    const result = await chain.process(stored(['x'.repeat(300)], ['y'.repeat(300)], ['z'.repeat(300)]), 700);
    expect(recordsOf(result)).toHaveLength(2);
    expect(result).toMatchObject({ nextOffset: 2, tooLarge: false });
  });

  it('has nothing to send when the first output is too large', async () => {
    const chain = await open([golden('array_map')]);
    const result = await chain.process(stored(['x'.repeat(300)], ['y']), 100);
    expect(result).toMatchObject({ batch: null, tooLarge: true });
  });

  it('has nothing to send when nothing came out', async () => {
    const chain = await open([golden('filter')]);
    expect(await chain.process(stored(['{"n":1}'], ['{"n":3}']), 1000)).toMatchObject({
      batch: null,
      nextOffset: 2,
      tooLarge: false,
    });
  });
});

describe('what goes wrong', () => {
  it('gives the records before the one a module stopped at, and why', async () => {
    const chain = await open([golden('error')]);
    const result = await chain.process(stored(['good'], ['fine', 'bad', 'never seen']), 1 << 20);
    expect(recordsOf(result).map(([, value]) => value)).toEqual(['good', 'fine']);
    expect(result.failure).toMatchObject({ hint: 'value contains bad', offset: 2, kind: 0 });
    expect(Buffer.from(result.failure!.value).toString()).toBe('bad');
  });

  it('refuses what is no module', async () => {
    await expect(open([Buffer.from('not wasm')])).rejects.toMatchObject({ code: 'init' });
    const nothingExported = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
    await expect(open([nothingExported])).rejects.toMatchObject({
      code: 'init',
      message: 'No valid smartmodule found',
    });
  });

  it('reports a trap, and an answer that cannot be read', async () => {
    const trap = await open([moduleWith([0x00])]);
    await expect(trap.process(stored(['a']), 1000)).rejects.toMatchObject({ code: 'call' });
    await engine.close();
    const refuses = await open([moduleWith([0x41, 0x75])]);
    const message = 'failed to decode SmartModule base input';
    await expect(refuses.process(stored(['a']), 1000)).rejects.toMatchObject({ code: 'call', message });
    await engine.close();
    const silent = await open([moduleWith([0x41, 0x00])]);
    await expect(silent.process(stored(['a']), 1000)).rejects.toMatchObject({ code: 'call' });
  });

  it('stops a call that does not return, and goes on with those of other clients', async () => {
    const stuck = await open([LOOPS_FOR_EVER], '', { callLimitMs: 200 });
    const other = await engine.open(
      {},
      [{ wasm: golden('map'), params: new Map(), accumulator: Buffer.alloc(0) }],
      VERSION,
    );
    const hanging = stuck.process(stored(['a']), 1000);
    expect(recordsOf(await other.process(stored(['b']), 1000))).toEqual([[0, 'B']]);
    await expect(hanging).rejects.toMatchObject({ code: 'timeout' });
    expect(recordsOf(await other.process(stored(['c']), 1000))).toEqual([[0, 'C']]);
  });

  it('has the streams of a client share a few threads, whatever their modules', async () => {
    const chains = [await open([golden('map')])];
    const spec = { wasm: golden('filter'), params: new Map(), accumulator: Buffer.alloc(0) };
    for (let i = 0; i < 11; i++) chains.push(await engine.open(CLIENT, [spec], VERSION));
    expect(engine.threads).toBeLessThanOrEqual(4);
    const others = await engine.open({}, [spec], VERSION);
    const results = await Promise.all(
      [...chains, others].map((chain) => chain.process(stored(['n":2']), 1000)),
    );
    expect(recordsOf(results[0]!)).toEqual([[0, 'N":2']]);
    expect(results.slice(1).map(recordsOf)).toEqual(Array.from({ length: 12 }, () => [[0, 'n":2']]));
  });

  it('ends a stuck thread when its stream is closed', async () => {
    const stuck = await open([LOOPS_FOR_EVER]);
    const hanging = stuck.process(stored(['a']), 1000);
    stuck.close();
    await expect(hanging).rejects.toMatchObject({ code: 'closed' });
    expect(engine.threads).toBe(0);
  });
});

describe('memory', () => {
  const withMemory = (...limits: number[]): Buffer =>
    Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 5, limits.length + 1, 1, ...limits]);

  it('is given a maximum, or a lower one', () => {
    expect([...limitMemory(withMemory(0, 2), 300 * 65_536)].slice(8)).toEqual([5, 5, 1, 1, 2, 0xac, 0x02]);
    expect([...limitMemory(withMemory(1, 2, 9), 4 * 65_536)].slice(8)).toEqual([5, 4, 1, 1, 2, 4]);
    const low = withMemory(1, 2, 3);
    expect(limitMemory(low, 4 * 65_536)).toBe(low);
  });

  it('is refused to a module that starts with more', async () => {
    const chain = open([golden('map')], '', { memoryLimitBytes: 1 });
    await expect(chain).rejects.toMatchObject({ code: 'memory' });
  });
});
