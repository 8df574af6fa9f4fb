import { describe, expect, it } from 'vitest';
import { dropColumnsBefore } from '../../../../fluvio/client/columns/column-batch.js';
import { ColumnsDecoder } from '../../../../fluvio/client/columns/columns-decoder.js';
import { LocalColumns } from '../../../../fluvio/client/columns/local-columns.js';
import { FluvioError } from '../../../../fluvio/client/errors.js';
import { moduleOf, PushedWay } from '../../../fuzz/columns/two-ways.js';
import { NOW, VALID } from '../../../processors/validate-samples.js';
import { recordBatch } from '../../../support/record-batch.js';
import { decodeOutput, encodeInput, ModuleRun } from '../../smartmodules/run-module.js';

const event = (change: object) => JSON.stringify({ ...VALID['player-events'], ...change });
const values = [
  event({ event_id: 'src.a-7' }),
  event({ player_id: 'Żubry', event_id: 'a1b2-c3d4-e5f6' }),
  event({ event_type: 'jump' }),
  event({ level_id: 'a\nb' }),
  event({ event_type: 'level_complete' }),
  ...Array.from({ length: 4 }, (_, i) => event({ event_id: `src.a-${10 + i}` })),
];
const records = values.map((value, i) => ({ key: i === 3 ? undefined : `k${i}`, value, timestamp: NOW + i }));
const BASE = 5_000_000_000;

describe('columns', () => {
  it('hold what was judged; what was not comes with its bytes, and the last records too', () => {
    const { columns } = new PushedWay('player-events').judge(records, BASE);
    expect(columns).toMatchObject({ topic: 'player-events', partition: 0, baseOffset: BASE, count: 9 });
    expect([...columns.deferred]).toEqual([2, 3]);
    expect([...columns.rawIndex]).toEqual([2, 3, 5, 6, 7, 8]);
    expect([...columns.timestamps]).toEqual(records.map(({ timestamp }) => timestamp));
    expect(columns.choices[0]![4]).toBe(2);
    const { strings, texts, idText, idNumber, raw } = columns;
    expect(strings.textOf(texts[0]![1]!)).toBe('Żubry');
    expect([strings.textOf(idText[0]!), idNumber[0], idNumber[8]]).toEqual(['src.a', 7, 13]);
    expect([columns.otherId(1), idText[4]]).toEqual(['a1b2-c3d4-e5f6', -1]);
    expect([raw!.keyStart[1], raw!.timestamps[1]]).toEqual([-1, NOW + 3]);
    expect(raw!.bytes.toString('utf8', raw!.valueStart[1], raw!.valueEnd[1])).toBe(values[3]);
  });

  it('can be cut off at the front', () => {
    const { columns } = new PushedWay('player-events').judge(records, BASE);
    const rest = dropColumnsBefore(columns, BASE + 3);
    expect(dropColumnsBefore(columns, BASE)).toBe(columns);
    expect([rest.baseOffset, rest.count, [...rest.deferred], [...rest.rawIndex]]).toEqual([
      BASE + 3,
      6,
      [0],
      [0, 2, 3, 4, 5],
    ]);
    expect(rest.raw!.bytes.toString('utf8', rest.raw!.valueStart[0], rest.raw!.valueEnd[0])).toBe(values[3]);
    expect(dropColumnsBefore(columns, BASE + 1).otherId(0)).toBe('a1b2-c3d4-e5f6');
    expect([rest.hashes[0], rest.time[1]]).toEqual([columns.hashes[3], columns.time[4]]);
  });

  it('are the same of records that are here already, packed or not, which stay as they are', () => {
    const { module, shape } = moduleOf('player-events');
    const batch = recordBatch('player-events', 4, BASE, records);
    const { columns } = new PushedWay('player-events').judge(records, BASE);
    for (const packed of [true, false]) {
      const here = new LocalColumns(module, shape).judge({ ...batch, packed });
      expect(here.raw!.bytes).toBe(batch.bytes);
      expect([...here.rawIndex]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
      expect(here).toMatchObject({ partition: 4, baseOffset: BASE, deferred: columns.deferred });
      for (const field of [
        'hashes',
        'time',
        'texts',
        'choices',
        'idText',
        'idNumber',
        'timestamps',
      ] as const) {
        expect(here[field], field).toEqual(columns[field]);
      }
    }
  });

  it('defer what is too far ahead of its record, by the parameter; below 0, everything', () => {
    const { module, shape } = moduleOf('player-events');
    const early = VALID['player-events'].timestamp;
    const batch = recordBatch('player-events', 0, 0, [
      { value: event({}), timestamp: Date.parse(early) - 1000 },
      { value: event({}), timestamp: Date.parse(early) - 1001 },
      { value: event({}) },
    ]);
    const deferred = (ahead_ms: string) => [
      ...new LocalColumns(module, shape, { ahead_ms }).judge(batch).deferred,
    ];
    expect(deferred('1000')).toEqual([1]);
    expect(deferred('1001')).toEqual([]);
    expect(deferred('-1')).toEqual([0, 1, 2]);
    expect(() => new LocalColumns(module, shape, { behind: '1' })).toThrow(RangeError);
  });
});

describe('the decoder', () => {
  const { module, shape } = moduleOf('player-events');
  const stored = records.map(({ key, value }, offsetDelta) => ({
    key: key === undefined ? undefined : Buffer.from(key),
    value: Buffer.from(value),
    timestampDelta: 0,
    offsetDelta,
  }));
  const run = new ModuleRun(module);
  const [first, second] = [0, 9].map((baseOffset) => {
    const input = encodeInput(stored, { baseOffset, baseTimestamp: NOW, version: 23 });
    return decodeOutput(run.call(input, 23).output!)[0]!;
  }) as [Buffer, Buffer];

  it('needs every batch of a stream, in order', () => {
    const decoder = new ColumnsDecoder('t', 0, shape);
    expect(() => decoder.open(second)).toThrow(FluvioError);
    const { strings } = decoder.open(first);
    const { size, generation } = strings;
    expect(decoder.open(second).strings).toBe(strings);
    expect([strings.size, strings.generation]).toEqual([size, generation]);
  });

  const holding = new ModuleRun(module, { hold_to: '9' });
  const held = holding.call(encodeInput(stored, { baseOffset: 0, baseTimestamp: NOW, version: 23 }), 23);

  it.each([
    ['plain', first],
    ['narrow', decodeOutput(held.output!)[0]!],
  ])(
    'refuses, with an error of its own, all that is cut or longer, and whatever else it can tell of %s columns',
    (_, first) => {
      const open = (bytes: Buffer) => new ColumnsDecoder('t', 0, shape).open(bytes);
      for (let length = 0; length < first.length; length++) {
        expect(() => open(first.subarray(0, length)), `cut to ${length}`).toThrow(FluvioError);
      }
      expect(() => open(Buffer.concat([first, Buffer.alloc(1)]))).toThrow(FluvioError);
      expect(() => new ColumnsDecoder('t', 0, { ...shape, texts: 3 }).open(first)).toThrow(FluvioError);
      for (let at = 0; at < first.length; at++) {
        const broken = Buffer.from(first);
        broken[at]! ^= 0x81;
        try {
          open(broken);
        } catch (error) {
          expect(error).toBeInstanceOf(FluvioError);
        }
      }
    },
  );
});
