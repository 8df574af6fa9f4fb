import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Workplace } from '../support/command-line.js';

describe.concurrent('demo', () => {
  it('does the whole job, and leaves no process and no file behind', async () => {
    const place = new Workplace();
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
    for (const section of [
      /^Worst levels/m,
      /^Best items/m,
      /^Purchases that look like fraud/m,
      /^Server alerts/m,
    ])
      expect(stdout).toMatch(section);
    expect(stdout).toMatch(/^5,000 received = [\d,]+ accepted \+ [\d,]+ duplicate \+ [\d,]+ rejected$/m);
    await nothingIsLeftOf(place);
  }, 60_000);

  it.each(['Broker: ', 'Sending: '])(
    'Ctrl-C after "%s" leaves nothing behind either',
    async (said) => {
      const place = new Workplace();
      const running = place.start(['demo', '--count', '20000']);
      await running.said(new RegExp(said));
      running.interrupt();
      const { code, stderr } = await running.ended;
      expect(stderr).toMatch(/^game-flow: [^\n]+\.\n$/m);
      expect(stderr).not.toMatch(/\n\s+at /);
      expect(code).toBe(130);
      await nothingIsLeftOf(place);
    },
    60_000,
  );

  it('nor does a reader that has seen enough', async () => {
    const place = new Workplace();
    const cut = ['sh', '-c', '{ "$@" 2>&1; echo $? > code; } | head -n 1; cat code; rm code', 'sh'];
    const { stdout } = await place.run(['demo', '--count', '20000'], { through: cut });
    expect(stdout).toMatch(/^Broker: .+\n0\n$/);
    await nothingIsLeftOf(place);
  }, 60_000);

  it('says so when there is no room for its folder', async () => {
    const place = new Workplace();
    const { code, stderr } = await place.run(['demo'], { env: { TMPDIR: join(place.folder, 'missing') } });
    expect(stderr).toMatch(/^game-flow: No folder could be made in .+missing \(ENOENT\)\. .+\n$/);
    expect(code).toBe(1);
    await place.end();
  });

  it('kill -9 leaves no process behind', async () => {
    const place = new Workplace();
    const running = place.start(['demo', '--count', '20000']);
    await running.said(/Broker: /);
    running.kill();
    await running.ended;
    await place.untilNothingRuns();
    await place.end();
  }, 60_000);
});

async function nothingIsLeftOf(place: Workplace): Promise<void> {
  await place.untilNothingRuns();
  expect(readdirSync(place.folder)).toEqual([]);
  await place.end();
}
