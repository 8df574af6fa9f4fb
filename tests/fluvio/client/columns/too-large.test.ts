import { expect, it } from 'vitest';
import { LocalColumns } from '../../../../fluvio/client/columns/local-columns.js';
import { moduleOf } from '../../../fuzz/columns/two-ways.js';
import { NOW, VALID } from '../../../processors/validate-samples.js';
import { recordBatch } from '../../../support/record-batch.js';

const BASE = 5_000_000_000;
const values = ['a', 'b', 'c'].map((player_id) => JSON.stringify({ ...VALID['player-events'], player_id }));
const records = values.map((value, i) => ({ key: `k${i}`, value, timestamp: NOW + i }));

it('defers every record of a batch that is too large for a module, with the hashes that it would have', () => {
  const { module, shape } = moduleOf('player-events');
  const batch = recordBatch('player-events', 4, BASE, records);
  const local = new LocalColumns(module, shape);
  const { hashes } = local.judge(batch);
  const bytes = Buffer.concat([batch.bytes, Buffer.alloc(64 << 20)]);
  const large = { ...batch, bytes, packed: false };

  const columns = local.judge(large);
  expect([columns.topic, columns.partition, columns.baseOffset, columns.count]).toEqual([
    'player-events',
    4,
    BASE,
    3,
  ]);
  expect([...columns.deferred]).toEqual([0, 1, 2]);
  expect([...columns.hashes]).toEqual([...hashes]);
  // Compared by hand: a message about 64 MiB would take minutes.
  expect(columns.raw === large).toBe(true);

  const withLargeValue = { ...large, valueEnd: Int32Array.from(batch.valueEnd).fill(bytes.length, 2) };
  const [first, second, third] = local.judge(withLargeValue).hashes;
  expect([first, second]).toEqual([hashes[0], hashes[1]]);
  expect(third).toBeGreaterThan(0);

  // What comes next has its codes as ever.
  const next = local.judge(batch);
  expect(next.strings.textOf(next.texts[0]![2]!)).toBe('c');
  expect(next.deferred).toHaveLength(0);
});
