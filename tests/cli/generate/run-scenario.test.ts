import { describe, expect, test } from 'vitest';
import type { Context } from '../../../cli/context.js';
import { planScenario } from '../../../cli/generate/plan.js';
import { runScenario } from '../../../cli/generate/run-scenario.js';
import type { GeneratedEvent } from '../../../generator/index.js';
import { fakeOutput } from '../fake-output.js';

const NOW = Date.UTC(2026, 0, 12);

/** Runs live until simulated seconds have gone by, on a clock that only sending moves: so many ms an event. */
async function runLive(rate: number, msPerEvent: number, seconds: number) {
  const stop = new AbortController();
  const said: string[] = [];
  const sizes: number[] = [];
  let now = NOW;
  const context: Context = {
    stdout: fakeOutput(false),
    stderr: { ...fakeOutput(false), write: (text) => void said.push(text) },
    stdin: process.stdin,
    signal: stop.signal,
    now: () => {
      if (now > NOW + seconds * 1000) stop.abort();
      // A clock that is looked at goes on, too.
      now += 250;
      return now;
    },
  };
  const sink = {
    send: async (events: readonly GeneratedEvent[]) => {
      sizes.push(events.length);
      now += events.length * msPerEvent;
    },
    flush: async () => ({ certain: 0, repeated: 0 }),
    close: async () => {},
  };
  await runScenario(context, planScenario({ rate, seed: 's' }, NOW, 's'), sink);
  return { said: said.join(''), most: Math.max(...sizes) };
}

describe('live events', () => {
  test('that are sent in time need no words', async () => {
    const { said } = await runLive(50, 0.01, 5);
    expect(said).toMatch(/^Back-filling: [\d,]+ events in [^\n]+\n$/);
  });

  test('that cannot be sent in time are told to be late, once, and come in bearable portions', async () => {
    const { said, most } = await runLive(2000, 1, 400);
    expect(said).toMatch(/Back-filling: /);
    expect(said.match(/The events are \d+ s late.+2,000 events a second are too many here/g)).toHaveLength(1);
    expect(most).toBeLessThanOrEqual(2000);
  });
});
