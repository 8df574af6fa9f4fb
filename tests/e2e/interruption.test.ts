import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Ended,
  MAIN,
  type RunningBroker,
  type RunningCommand,
  Workplace,
} from '../support/command-line.js';
import { consumeAll, expectedFigures } from '../support/figures.js';

const STACK_TRACE = /\n\s+at |node:internal|UnhandledPromise/;

describe('Ctrl-C', () => {
  const place = new Workplace();
  let broker: RunningBroker;

  beforeAll(async () => {
    broker = await place.startBroker();
  });

  afterAll(() => place.end());

  it('ends generate, with all that it says is acknowledged in the log', async () => {
    const running = place.start([
      'generate',
      '--rate',
      '200',
      '--start',
      new Date(Date.now() - 60_000).toISOString(),
    ]);
    await running.said(/^combat-events|^player-events/m);
    const { stderr, stdout } = await interrupted(running);
    const acknowledged = Number(/([\d,]+) events acknowledged\./.exec(stderr)?.[1]?.replaceAll(',', ''));
    const records = await consumeAll(place);
    expect(records.length).toBe(acknowledged);
    const stored = new Set(records.map(({ value }) => value));
    const printed = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.slice(line.indexOf('{')));
    expect(printed.filter((value) => !stored.has(value))).toEqual([]);
  });

  it('ends a back-fill at once', async () => {
    const running = place.start([
      'generate',
      '--count',
      '5000000',
      '--seed',
      'long',
      '--start',
      '2024-11-01T00:00:00Z',
    ]);
    await running.said(/Sending to/);
    await pause(300);
    const { stderr } = await interrupted(running);
    expect(stderr).toMatch(/[\d,]+ events acknowledged\./);
  });

  it('ends process and watch with everything that was folded counted once', async () => {
    const processing = place.start(['process']);
    await processing.said(/Processing the topics/);
    await pause(Math.random() * 300);
    await interrupted(processing);
    const watching = place.start(['watch']);
    await watching.said(/received/);
    await interrupted(watching);
    await place.untilNothingRunsBut(broker);
    await place.succeed(['process', '--until-caught-up']);
    const expected = expectedFigures(await consumeAll(place));
    for (const what of ['levels', 'items'] as const) expect(await place.stats(what)).toEqual(expected[what]);
  }, 60_000);

  it('ends consume, and what it prints live', async () => {
    const running = place.start(['consume', 'player-events', '-B', '-O', 'ndjson']);
    await running.said(/"offset":/);
    await interrupted(running);
  });

  it('ends generate and process although the broker has gone', async () => {
    const commands = [place.start(['generate']), place.start(['process'])];
    await commands[0]!.said(/^combat-events|^player-events/m);
    await commands[1]!.said(/Processing the topics/);
    process.kill(broker.pid, 'SIGKILL');
    await pause(300);
    await Promise.all(commands.map(interrupted));
    broker = await place.startBroker();
  }, 40_000);

  it('a reader that has seen enough ends consume without a word', async () => {
    const consume = spawn(process.execPath, [
      MAIN,
      ...['consume', 'player-events', '-B', '-d'],
      '--data-dir',
      place.dataDir,
    ]);
    let stderr = '';
    consume.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    await new Promise((resolve) => consume.stdout.once('data', resolve));
    consume.stdout.destroy();
    const code = await new Promise((resolve) => consume.once('exit', resolve));
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });
});

/** Ctrl-C, and what it must come to. */
async function interrupted(running: RunningCommand): Promise<Ended> {
  const start = performance.now();
  running.interrupt();
  const ended = await running.ended;
  expect(ended.code, ended.stderr).toBe(130);
  expect(ended.stderr).not.toMatch(STACK_TRACE);
  expect(performance.now() - start).toBeLessThan(8000);
  return ended;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
