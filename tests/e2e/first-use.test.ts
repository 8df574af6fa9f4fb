/** What the README says under "Your own events", in a folder where nothing has been done yet. */
import { afterAll, expect, it } from 'vitest';
import { Workplace } from '../support/command-line.js';

const place = new Workplace();
afterAll(() => place.end());

const EVENT =
  '{"player_id":"p1","session_id":"s1","event_type":"move","level_id":"level_02","map_id":"map_03","timestamp":"2026-01-12T10:15:30Z"}\n';

it('an own event, produced from a pipe, is in the figures, with nothing else started by hand', async () => {
  const { stderr } = await place.succeed(['produce', 'player-events', '--key-field', 'player_id'], {
    input: EVENT,
  });
  expect(stderr).toMatch(
    /Started the embedded broker at .*\nSent 1 record to player-events; 1 acknowledged\./,
  );
  const once = await place.succeed(['watch', '--once']);
  expect(once.stdout).toMatch(/^level_02 +1 +0 +0\.0 %/m);
  expect(await place.stats('levels')).toMatchObject([{ level_id: 'level_02', players: 1, moves: 1 }]);
}, 120_000);

it('an event of the future is announced as such, and rejected', async () => {
  const { stderr } = await place.succeed([
    'generate',
    '--count',
    '50',
    '--seed',
    '1',
    '--start',
    '2200-01-01T00:00:00Z',
  ]);
  expect(stderr).toMatch(/These events reach into the future/);
  const { stderr: processed } = await place.succeed(['process', '--until-caught-up']);
  expect(processed).toMatch(/50 records/);
  const rows = await place.stats<{ rejected: number }>('topics');
  expect(rows.reduce((sum, { rejected }) => sum + rejected, 0)).toBe(50);
}, 120_000);

it('down leaves nothing running', async () => {
  expect(place.processes()).not.toEqual([]);
  await place.succeed(['down']);
  await place.untilNothingRuns();
});
