import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, it } from 'vitest';
import { ADMIN_CREATE_API, encodeAdminCreateRequest } from '../../fluvio/protocol/messages/admin-create.js';
import { ADMIN_DELETE_API, encodeAdminDeleteRequest } from '../../fluvio/protocol/messages/admin-delete.js';
import { type Pair, rejection, streamThrough, take, takeUntilQuiet } from './fluvio-client.js';
import { contract, moduleNamed, printed, QUIET_MS } from './harness.js';
import { ask } from './raw-request.js';

contract('SmartModules', (run) => {
  let topic: string;
  beforeAll(async () => {
    topic = await run.capturedTopic('modules');
    await run.produce(topic, [['live-1', '{"live":1}']], [['live-2', '{"live":2}']]);
  });

  it.each([
    ['Filter', 'filter', '11-client-kind-filter'],
    ['Map', 'map', '12-client-kind-map'],
    ['FilterMap', 'filter_map', '13-client-kind-filter_map'],
  ] as const)('of kind %s', async (type, module, capture) => {
    const stream = await streamThrough(await run.consumer(topic), type, moduleNamed(module));
    expect(await takeUntilQuiet(stream, QUIET_MS)).toEqual(printed(capture)[0]);
  });

  it('of kind ArrayMap, which are called once per stored batch', async () => {
    const stream = await streamThrough(await run.consumer(topic), 'ArrayMap', moduleNamed('array_map'));
    expect(await takeUntilQuiet(stream, QUIET_MS)).toEqual([
      ...(printed('08-client-smartmodule-adhoc')[0] as Pair[]),
      ['1:1', '[{"n":1}]'],
      ['2:3', '[{"n":2},{"n":3},é→😀]'],
      ['5:1', '[{"live":1}]'],
      ['6:1', '[{"live":2}]'],
    ]);
  });

  it('by name, and in vain by a name that is not there', async () => {
    const name = `pack-${run.id}`;
    const wasm = { format: 'binary', payload: gzipSync(moduleNamed('array_map')) } as const;
    const spec = { meta: null, summary: null, wasm };
    const request = { label: 'SmartModule', name, dryRun: false, timeoutMs: null, spec } as const;
    await ask(run.address, ADMIN_CREATE_API, 19, (to) => encodeAdminCreateRequest(to, request, 19));
    // A real SPU hears of the module from the SC only some time later.
    await sleep(1000);
    const stream = await streamThrough(await run.consumer(topic), 'ArrayMap', name);
    expect(await take(stream, 1)).toEqual(printed('39-client-smartmodule-named')[0]);
    const removal = { label: 'SmartModule', key: name, force: false } as const;
    await ask(run.address, ADMIN_DELETE_API, 19, (to) => encodeAdminDeleteRequest(to, removal, 19));
    const missing = streamThrough(await run.consumer(topic), 'ArrayMap', 'nosuch').then((it) => take(it, 1));
    expect(await rejection(missing)).toEqual(printed('40-client-smartmodule-missing')[0]);
  });

  it('that are none are refused', async () => {
    const bad = streamThrough(await run.consumer(topic), 'Filter', Buffer.from('not wasm')).then((it) =>
      take(it, 1),
    );
    // The reason in between is the WebAssembly engine's own.
    expect(String(await rejection(bad))).toMatch(/^Error initializing [\s\S]+ SmartModule Chain$/);
  });

  it('go on live, and start at an offset', async () => {
    const live = await run.newTopic('live-modules');
    const stream = await streamThrough(await run.consumer(live), 'Map', moduleNamed('map'));
    const upper = take(stream, 2);
    await run.produce(live, [['a', 'first']]);
    await sleep(200);
    await run.produce(live, [['b', 'second']]);
    expect(await upper).toEqual([
      ['a', 'FIRST'],
      ['b', 'SECOND'],
    ]);
  });

  it('that stop at a record have their records delivered, and then their error', async () => {
    const failing = await run.newTopic('failing');
    await run.produce(
      failing,
      [['a', 'good']],
      [
        ['b', 'fine'],
        ['c', 'bad'],
      ],
    );
    const stream = await streamThrough(await run.consumer(failing), 'Filter', moduleNamed('error'));
    const got: Pair[] = [];
    const reading = (async () => {
      for await (const record of stream) got.push([record.keyString(), record.valueString()]);
    })();
    const [message] = (await rejection(reading)) as string[];
    expect(message).toMatch(
      /^SmartModule transform error value contains bad\n\nSmartModule Info: \n {4}Type: Filter/,
    );
    expect(message).toMatch(/Offset: 2\n {4}Key: c\n {4}Value: bad$/);
    expect(got).toEqual([
      ['a', 'good'],
      ['b', 'fine'],
    ]);
  });

  it('whose first output exceeds maxBytes have that range skipped, not the stream stopped', async () => {
    const skipping = await run.newTopic('skipping');
    await run.produce(skipping, [['a', 'x'.repeat(5000)]]);
    const stream = await streamThrough(
      await run.consumer(skipping),
      'ArrayMap',
      moduleNamed('array_map'),
      1000,
    );
    const next = take(stream, 1);
    await sleep(300);
    await run.produce(skipping, [['b', 'y']]);
    expect(await next).toEqual([['1:1', '[y]']]);
  });
});
