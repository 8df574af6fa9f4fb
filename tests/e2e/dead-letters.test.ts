import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Workplace } from '../support/command-line.js';

const EVENT = {
  player_id: 'ann',
  session_id: 's',
  event_type: 'move',
  level_id: 'l',
  map_id: 'm',
  timestamp: '2024-11-12T10:15:30Z',
};
const lines = (...values: (object | string)[]) =>
  values.map((value) => `${typeof value === 'string' ? value : JSON.stringify(value)}\n`).join('');

interface TopicRow {
  received: number;
  accepted: number;
  rejected: number;
  log: number;
  gaps: object[];
}

describe('records that go wrong', () => {
  const place = new Workplace();
  const total = async () => {
    const rows = (await place.stats<TopicRow>('topics')).filter(({ received }) => received > 0);
    return rows.map(({ received, accepted, rejected, log, gaps }) => ({
      received,
      accepted,
      rejected,
      log,
      gaps,
    }));
  };

  beforeAll(async () => {
    await place.startBroker();
    await place.succeed(['topics', 'create']);
    await place.succeed(['produce', 'player-events'], {
      input: lines(EVENT, '\u001b[2J no json', { ...EVENT, x: 1 }),
    });
  }, 120_000);

  afterAll(() => place.end());

  it('are listed and shown, safe to look at, and purged when asked twice', async () => {
    const none = await place.run(['dlq', 'list']);
    expect([none.code, none.stderr]).toEqual([1, expect.stringMatching(/no database at/)]);
    await place.succeed(['process', '--until-caught-up']);
    const { stdout } = await place.succeed(['dlq', 'list', '--json']);
    const { counts, letters } = JSON.parse(stdout);
    expect(counts).toEqual([
      { topic: 'player-events', reason: 'invalid_json', letters: 1 },
      { topic: 'player-events', reason: 'unknown_field', letters: 1 },
    ]);
    const record = `player-events/${letters[0].partition}/${letters[0].offset}`;
    const shown = await place.succeed(['dlq', 'show', record]);
    expect(shown.stdout).toMatch(/^reason {2}invalid_json: The value is not one JSON text\.$/m);
    expect(shown.stdout).toContain('> \\u001b[2J no json\n  ^ here\n');

    const unasked = await place.run(['dlq', 'purge', record]);
    expect([unasked.code, unasked.stderr]).toEqual([
      2,
      expect.stringMatching(/delete 1 dead letter .* add --yes/),
    ]);
    await place.succeed(['dlq', 'purge', record, '--yes']);
    expect((await place.run(['dlq', 'show', record])).stderr).toMatch(/was purged/);
    expect(await total()).toMatchObject([{ received: 3, accepted: 1, rejected: 2 }]);
  }, 120_000);

  it('a topic deleted under a running process is noticed when it is made anew, and counted on request', async () => {
    const running = place.start(['process']);
    await running.said(/Processing the topics/);
    const locked = await place.run(['dlq', 'replay']);
    expect([locked.code, locked.stderr]).toEqual([2, expect.stringMatching(/Another processor/)]);
    await place.succeed(['topics', 'delete', 'player-events']);
    await running.said(/There is no topic player-events.* tried again/);
    await place.succeed(['topics', 'create']);
    await place.succeed(['produce', 'player-events'], {
      input: lines(...Array(9).fill({ ...EVENT, player_id: 'bob' })),
    });
    await running.said(/the topic was made anew\. This partition stands still/, 30_000);
    running.interrupt();
    await running.ended;

    const refused = await place.run(['rebuild']);
    expect(refused.stderr).toMatch(/whose log is another one than was counted/);
    await place.succeed(['process', '--until-caught-up', '--on-gap', 'skip']);
    expect((await total()).filter(({ log }) => log === 1)).toMatchObject([
      { received: 12, accepted: 10, rejected: 2, gaps: [{ reason: 'made-anew', from: 3, to: 0 }] },
    ]);
  }, 120_000);
});
