import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SteadyDatabase as Database } from '../../processors/store/steady-database.js';
import { eventually, type RunningBroker, type RunningCommand, Workplace } from '../support/command-line.js';
import { allFigures, type Figures, withoutReceived } from '../support/figures.js';

const EVENTS = 40_000;
const GENERATE = [
  ...['generate', '--count', String(EVENTS), '--seed', 'kill', '--start', '2024-11-01T00:00:00Z'],
  ...['--duplicates', '0.02', '--late', '0.05'],
];

const undisturbed = new Workplace();
let broker: RunningBroker;
let cluster: string;
let figures: Figures;

beforeAll(async () => {
  broker = await undisturbed.startBroker();
  cluster = `127.0.0.1:${broker.scPort}`;
  await undisturbed.succeed(GENERATE);
  await undisturbed.succeed(['process', '--until-caught-up']);
  figures = await allFigures(undisturbed);
}, 40_000);

afterAll(() => undisturbed.end());

// Side by side, since most of the time they wait.
describe.concurrent('kill -9', () => {
  it('of the processors in the middle of their work, time and again, changes no figure', async () => {
    const place = new Workplace();
    const process = ['process', '--until-caught-up', '--cluster', cluster];
    let seen = 0;
    for (let kills = 0; kills < 3 && seen < EVENTS * 0.9; kills++) {
      const running = place.start(process);
      await committedMoreThan(place, seen, running);
      await pause(Math.random() * 30);
      running.kill();
      await running.ended;
      seen = committed(place);
    }
    expect(seen).toBeGreaterThan(0);
    await place.untilNothingRuns();
    await place.succeed(process);
    expect(await allFigures(place)).toEqual(figures);
    await place.end();
  }, 120_000);

  it('of the broker and of who sends, and the same sent again: the same figures', async () => {
    const place = new Workplace();
    const ports = await place.startBroker();
    for (let kills = 0; kills < 2; kills++) {
      const sending = place.start(GENERATE);
      await sending.said(/Sending to/);
      await pause(50 + Math.random() * 300);
      const { pid } = await place.broker();
      process.kill(pid, 'SIGKILL');
      sending.kill();
      await sending.ended;
      expect((await place.run(['cluster', 'status'])).stdout).toMatch(/it ended without a word/);
      await place.startBroker(ports);
    }
    await place.succeed(GENERATE);
    await place.succeed(['process', '--until-caught-up']);
    expect(withoutReceived(await allFigures(place))).toEqual(withoutReceived(figures));
    await place.end();
  }, 120_000);

  it('of the broker under a sender and processors, which find it again: the same figures', async () => {
    const place = new Workplace();
    const ports = await place.startBroker();
    await place.succeed(['topics', 'create']);
    const processing = place.start(['process']);
    await processing.said(/Processing the topics/);
    const sending = place.start(GENERATE);
    await sending.said(/Sending to/);
    await pause(Math.random() * 300);
    process.kill(ports.pid, 'SIGKILL');
    await place.startBroker(ports);
    const { code, stderr } = await sending.ended;
    expect(stderr).toMatch(/40,000 events acknowledged/);
    expect(code).toBe(0);
    await eventually(() => accepted(place) === total(figures, 'accepted'), 40_000);
    processing.interrupt();
    expect((await processing.ended).code).toBe(130);
    expect(withoutReceived(await allFigures(place))).toEqual(withoutReceived(figures));
    await place.end();
  }, 90_000);
});

/** Resolves when a commit has gone beyond `count` records, or when the command has ended. */
async function committedMoreThan(place: Workplace, count: number, running: RunningCommand): Promise<void> {
  let over = false;
  void running.ended.then(() => {
    over = true;
  });
  await eventually(() => over || committed(place) > count, 20_000);
}

/** Records that the database says were received. */
function committed(place: Workplace): number {
  return inDatabase(place, 'received');
}

function accepted(place: Workplace): number {
  return inDatabase(place, 'accepted');
}

function total({ topics }: Figures, column: string): number {
  return topics.reduce((sum, row) => sum + Number(row[column]), 0);
}

function inDatabase(place: Workplace, column: 'received' | 'accepted'): number {
  const file = join(place.dataDir, 'game-flow.db');
  if (!existsSync(file)) return 0;
  try {
    const db = new Database(file, { readonly: true, timeout: 5000 });
    try {
      return Number(db.prepare(`SELECT sum(${column}) FROM partitions`).pluck().get() ?? 0);
    } finally {
      db.close();
    }
  } catch {
    // Its tables are still being made.
    return 0;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
