/** A quick run of `npm run fuzz -- --columns N`. */
import { expect, test } from 'vitest';
import { fuzzColumns } from './fuzz-columns.js';

test.each([1, 2])('what columns modules judge is what parsing and validating gives (seed %i)', (seed) => {
  const { lines, problems } = fuzzColumns({ count: 6000, seed, say: () => undefined });
  expect(problems).toEqual([]);
  expect(lines).toHaveLength(10);
});
