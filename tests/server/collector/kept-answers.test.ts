import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Answer, type FirstTry, KeptAnswers } from '../../../server/collector/kept-answers.js';
import type { KeyedRequest } from '../../../server/collector/keyed-request.js';
import { Problem } from '../../../server/problem.js';
import { serverDatabase } from '../support/collector.js';

const DAY = 24 * 3_600_000;
const request = (key: string, body = 'a', caller = ''): KeyedRequest => ({
  caller,
  key,
  hash: Buffer.from(body),
});
const at = (time: number, offset = 0): FirstTry => ({ at: time, offset });

/** Answers that count up, so that a replayed one is told from a new one. */
function counting() {
  let calls = 0;
  return async (): Promise<Answer> => ({ status: 202, body: String(++calls) });
}

it('gives the first answer again, to this caller and for a day', async () => {
  const kept = new KeptAnswers(serverDatabase());
  const answer = counting();
  const given = [
    await kept.once(request('k'), at(0), answer),
    await kept.once(request('k'), at(DAY - 1), answer),
    await kept.once(request('k', 'a', 'other'), at(1), answer),
    await kept.once(request('k', 'b'), at(DAY), answer),
  ];
  expect(given.map(({ body, isReplayed }) => [body, isReplayed])).toEqual([
    ['1', false],
    ['1', true],
    ['2', false],
    ['3', false],
  ]);
});

it('refuses another request with the same key, also while the first is under way or after it failed', async () => {
  const kept = new KeptAnswers(serverDatabase());
  const fails = async () => {
    throw new Problem(503, 'busy', '');
  };
  const conflict = { status: 409, code: 'idempotency_conflict' };
  const first = kept.once(request('k'), at(0), fails);
  await expect(kept.once(request('k', 'b'), at(0), counting())).rejects.toMatchObject(conflict);
  await expect(first).rejects.toMatchObject({ status: 503 });
  await expect(kept.once(request('k', 'b'), at(0), counting())).rejects.toMatchObject(conflict);
});

it('lets a second request wait for the first', async () => {
  const kept = new KeptAnswers(serverDatabase());
  let finish: (answer: Answer) => void = () => undefined;
  const first = kept.once(request('k'), at(0), () => new Promise((resolve) => (finish = resolve)));
  const second = kept.once(request('k'), at(1), counting());
  finish({ status: 422, body: 'no' });
  expect(await Promise.all([first, second])).toEqual([
    { status: 422, body: 'no', isReplayed: false },
    { status: 422, body: 'no', isReplayed: true },
  ]);
});

it('tries again what was not answered, with the time and the clock of the first try, after a restart too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'game-flow-kept-'));
  const db = serverDatabase(folder);
  const tries: FirstTry[] = [];
  const fails = async (first: FirstTry): Promise<Answer> => {
    tries.push(first);
    throw new Problem(503, 'not_acknowledged', '');
  };
  const before = new KeptAnswers(db);
  await expect(before.once(request('k'), at(5, 7000), fails)).rejects.toMatchObject({ status: 503 });
  db.close();
  const after = new KeptAnswers(serverDatabase(folder));
  await expect(after.once(request('k'), at(99, 8000), fails)).rejects.toMatchObject({ status: 503 });
  expect(tries).toEqual([at(5, 7000), at(5, 7000)]);
});

it('keeps a long answer as it was, after a restart too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'game-flow-kept-'));
  const db = serverDatabase(folder);
  const body = JSON.stringify({ results: Array.from({ length: 10_000 }, () => ({ status: '✓' })) });
  await new KeptAnswers(db).once(request('k'), at(0), async () => ({ status: 202, body }));
  expect(db.prepare('SELECT octet_length(body) FROM kept_answers').pluck().get()).toBeLessThan(10_000);
  db.close();
  const again = await new KeptAnswers(serverDatabase(folder)).once(request('k'), at(1), counting());
  expect(again).toEqual({ status: 202, body, isReplayed: true });
});

it('forgets what is over, a few at a time', async () => {
  const db = serverDatabase();
  const kept = new KeptAnswers(db);
  for (let i = 0; i < 40; i++) await kept.once(request(`k${i}`), at(i), counting());
  await kept.once(request('new'), at(2 * DAY), counting());
  await kept.once(request('newer'), at(2 * DAY), counting());
  await kept.once(request('newest'), at(2 * DAY), counting());
  expect(db.prepare('SELECT count(*) FROM kept_answers').pluck().get()).toBe(3);
});

it('keeps so many requests and no more', async () => {
  const db = serverDatabase();
  db.exec(`INSERT INTO kept_answers
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000)
    SELECT '', 'k' || i, x'00', i, 0, 202, '{}' FROM n`);
  const kept = new KeptAnswers(db);
  await kept.once(request('new'), at(200_001), counting());
  const [count, oldest] = db
    .prepare('SELECT count(*), min(first_at) FROM kept_answers')
    .raw()
    .get() as number[];
  expect(count).toBeLessThanOrEqual(200_000);
  expect(oldest).toBeGreaterThan(1);
});
