import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Workplace } from '../support/command-line.js';

describe('demo', () => {
  let place: Workplace;

  beforeEach(() => {
    place = new Workplace();
  });
  afterEach(() => place.end());

  it('does the whole job, and leaves no process and no file behind', async () => {
    const { code, stdout, stderr } = await place.run(['demo', '--count', '5000']);
    expect(code, stderr).toBe(0);
    for (const said of [
      /Broker: /,
      /Sending: 5,000 events/,
      /Processing: 5,000 records/,
      /What to try next/,
    ]) {
      expect(stderr).toMatch(said);
    }
    for (const section of [/^Worst levels/m, /^Best items/m, /^Server alerts/m])
      expect(stdout).toMatch(section);
    expect(stdout).toMatch(/^5,000 received = [\d,]+ accepted \+ [\d,]+ duplicate \+ [\d,]+ rejected$/m);
    await nothingIsLeft();
  }, 30_000);

  it.each(['Broker: ', 'Sending: '])(
    'Ctrl-C after "%s" leaves nothing behind either',
    async (said) => {
      const running = place.start(['demo', '--count', '100000']);
      await running.said(new RegExp(said));
      running.interrupt();
      const { code, stderr } = await running.ended;
      expect(stderr).toMatch(/^game-flow: [^\n]+\.\n$/m);
      expect(stderr).not.toMatch(/\n\s+at /);
      expect(code).toBe(130);
      await nothingIsLeft();
    },
    30_000,
  );

  it('kill -9 leaves no process behind', async () => {
    const running = place.start(['demo', '--count', '100000']);
    await running.said(/Broker: /);
    running.kill();
    await running.ended;
    await place.untilNothingRuns();
  }, 30_000);

  async function nothingIsLeft(): Promise<void> {
    await place.untilNothingRuns();
    expect(readdirSync(place.folder)).toEqual([]);
  }
});
