import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningBroker, Workplace } from '../support/command-line.js';

describe('processors of one database', () => {
  const place = new Workplace();
  let broker: RunningBroker;

  beforeAll(async () => {
    broker = await place.startBroker();
    await place.succeed(['generate', '--count', '3000', '--seed', 'one', '--start', '2024-11-01T00:00:00Z']);
  }, 60_000);

  afterAll(() => place.end());

  it('watch --once processes when nobody does, each time up to the end', async () => {
    const first = await place.succeed(['watch', '--once']);
    expect(first.stdout).toMatch(/received 3,000 /);
    expect(first.stdout).toMatch(/worst levels/);
    expect(first.stdout).toMatch(/top items/);
    await place.succeed(['generate', '--count', '2000', '--seed', 'two', '--start', '2024-11-01T00:00:00Z']);
    const second = await place.succeed(['watch', '--once']);
    expect(second.stdout).toMatch(/received 5,000 /);
    await place.untilNothingRunsBut(broker);
  }, 60_000);

  it('are one at a time: another process or rebuild is refused, watch looks on', async () => {
    const first = place.start(['process']);
    await first.said(/Processing the topics/);

    for (const args of [['process'], ['process', '--until-caught-up'], ['rebuild']]) {
      const { code, stdout, stderr } = await place.run(args);
      expect(stderr).toMatch(/^game-flow: Another processor is working on .*game-flow\.db\. .+\n$/);
      expect(stdout).toBe('');
      expect(code).toBe(2);
    }

    const watching = place.start(['watch']);
    await watching.said(/processed by another game-flow/);
    expect(place.processes().filter((line) => / process --data-dir/.test(line))).toHaveLength(1);
    watching.interrupt();
    expect((await watching.ended).code).toBe(130);

    const once = await place.succeed(['watch', '--once']);
    expect(once.stdout).toMatch(/received 5,000 /);
    expect(once.stderr).toBe('');

    first.interrupt();
    expect((await first.ended).code).toBe(130);
    await place.untilNothingRunsBut(broker);
  }, 60_000);

  it('a killed watch takes its processors with it', async () => {
    const watching = place.start(['watch']);
    await watching.said(/received/);
    watching.kill();
    await watching.ended;
    await place.untilNothingRunsBut(broker);
    await place.succeed(['process', '--until-caught-up']);
  }, 60_000);

  it('notice a topic that was made anew, say so, and count it after a rebuild', async () => {
    await place.succeed(['topics', 'delete', 'combat-events']);
    await place.succeed(['generate', '--count', '50', '--seed', 'anew', '--topics', 'combat-events']);
    const { code, stderr } = await place.run(['watch', '--once']);
    expect(stderr).toMatch(
      /^game-flow: combat-events\/\d.+(made anew|not the ones counted before).+game-flow rebuild/m,
    );
    expect(code).toBe(1);
    const refused = await place.run(['rebuild']);
    expect(refused.stderr).toMatch(
      /^game-flow: The topics no longer hold everything: .*combat-events.*--yes/m,
    );
    expect(refused.code).toBe(1);
    await place.succeed(['rebuild', '--yes']);
    const topics = await place.stats('topics');
    const combat = topics.filter(({ topic }) => topic === 'combat-events');
    // Without --start the events end about now: none may be ahead of its record.
    expect(combat.reduce((sum, { accepted }) => sum + Number(accepted), 0)).toBe(50);
  }, 60_000);
});
