/** A quick run of `npm run fuzz -- --columns N`. */
import { expect, test } from 'vitest';
import type { ColumnBatch } from '../../../fluvio/client/columns/column-batch.js';
import { VALID } from '../../processors/validate-samples.js';
import { compareColumns, noCounts } from './compare.js';
import { fuzzColumns } from './fuzz-columns.js';
import { LocalWay } from './two-ways.js';

test.each([1, 2])('what columns modules judge is what parsing and validating gives (seed %i)', (seed) => {
  const { lines, problems } = fuzzColumns({ count: 4000, seed, say: () => undefined });
  expect(problems).toEqual([]);
  expect(lines).toHaveLength(10);
});

const event = VALID['purchase-events'];
const made = () =>
  new LocalWay('purchase-events').judge(
    [event, { ...event, price: -1 }].map((value) => ({ value: JSON.stringify(value) })),
    0,
  );

test.each<[RegExp, (columns: ColumnBatch) => Partial<ColumnBatch>]>([
  [/the time is/, ({ time }) => ({ time: time.map((ms) => ms + 1) })],
  [/price is/, ({ numbers }) => ({ numbers: numbers.map((column) => column.map((n) => n + 2 ** -50)) })],
  [/item_id is/, ({ texts: [a, b, c, d] }) => ({ texts: [a!, c!, b!, d!] })],
  [/the id is/, ({ idNumber }) => ({ idNumber: idNumber.map((n) => n + 1) })],
  [/record 1: accepted, and is out_of_range/, () => ({ deferred: new Int32Array(0) })],
  [/no hash/, () => ({ hashes: new Uint32Array(2) })],
])('a module that went wrong would be noticed: %s', (sentence, change) => {
  const { batch, columns } = made();
  expect(compareColumns(batch, columns, noCounts())).toEqual([]);
  expect(compareColumns(batch, { ...columns, ...change(columns) }, noCounts()).join()).toMatch(sentence);
});
