import { expect, test } from 'vitest';
import { Throughput } from '../../../server/observe/throughput.js';

const START = Date.parse('2024-11-12T10:00:00Z');

test('the looks of the last ten minutes are kept, oldest first', () => {
  const throughput = new Throughput();
  for (let second = 0; second < 700; second++)
    throughput.look(second * 1000, START + second * 1000, {
      received: second * 100,
      rejected: second,
      lag: second === 699 ? 7 : null,
    });
  const { rows } = throughput;
  expect(rows).toHaveLength(600);
  expect(rows[0]).toMatchObject({ at: '2024-11-12T10:01:40.000Z', lag: null });
  expect(rows.at(-1)).toEqual({
    at: '2024-11-12T10:11:39.000Z',
    events_per_second: 100,
    rejected_per_second: 1,
    lag: 7,
  });
});

test('what is older is not shown by a process that was stopped for a while', () => {
  const throughput = new Throughput();
  throughput.look(0, START, { received: 0, rejected: 0, lag: 0 });
  throughput.look(1000, START + 3_600_000, { received: 5, rejected: 0, lag: 0 });
  expect(throughput.rows.map(({ at }) => at)).toEqual(['2024-11-12T11:00:00.000Z']);
});
