/** The senders of docs/senders, copied out of there and run as they stand, against a server that fails at first. */
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, request as forward, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROOT } from '../architecture/source-files.js';
import { type RunningCommand, Workplace } from '../support/command-line.js';

const SENDERS = join(ROOT, 'docs/senders');
const EVENTS = 250;

const place = new Workplace();
let running: RunningCommand;
let port: string;
let key: { id: string; secret: string };
beforeAll(async () => {
  await place.startBroker();
  const served = await place.serve();
  running = served.running;
  port = new URL(served.url).port;
  const made = await fetch(`${served.url}/v1/keys`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"game":"Sky Forge","role":"ingest"}',
  });
  key = (await made.json()) as typeof key;
});
afterAll(async () => {
  running.interrupt();
  await running.ended;
  await place.end();
});

/** In front of the server: the first request finds it busy, and the answer to the second is lost. */
async function unreliable(): Promise<{ server: Server; url: string; signatures: Set<string | undefined> }> {
  let requests = 0;
  const signatures = new Set<string | undefined>();
  const server = createServer((request, response) => {
    requests++;
    signatures.add(request.headers['x-game-flow-key'] as string | undefined);
    if (requests === 1) {
      request.resume().on('end', () => response.writeHead(503, { 'retry-after': '1' }).end());
      return;
    }
    const isLost = requests === 2;
    const { method, url, headers } = request;
    const onward = forward({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
      if (isLost) {
        answer.resume().on('end', () => request.socket.destroy());
        return;
      }
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, signatures };
}

/** Events of a player, one of them not valid. */
const kills = (player: string) =>
  Array.from({ length: EVENTS + 1 }, (_, i) => ({
    playerid: player,
    timestamp: 1731402060000,
    eventtype: i === 7 ? 'win' : 'kill',
  }));

interface Sending {
  readonly folder: string;
  readonly url: string;
  readonly player: string;
  readonly env: Readonly<Record<string, string>>;
  /** Its clock is an hour ahead. */
  readonly isAhead: boolean;
}

/** Each sends the events, and ends when none is left. */
const RUNS: Readonly<Record<string, (sending: Sending) => Promise<void>>> = {
  'game-flow.sh': ({ folder, url, player, env }) =>
    run('bash', ['game-flow.sh', 'combat-events'], folder, { ...env, GAME_FLOW_URL: url }, lines(player)),
  'game-flow.ts': ({ folder, url, player, env, isAhead }) => {
    const source = readFileSync(join(folder, 'game-flow.ts'), 'utf8');
    const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
    writeFileSync(join(folder, 'game-flow.mjs'), ts.transpileModule(source, { compilerOptions }).outputText);
    const script = `
      import { GameFlow } from './game-flow.mjs';
      const now = Date.now;
      Date.now = () => now() + ${isAhead ? 3_600_000 : 0};
      const { GAME_FLOW_KEY: key, GAME_FLOW_SECRET: secret } = process.env;
      const sender = new GameFlow(${JSON.stringify(url)}, { key, secret });
      for (const event of ${JSON.stringify(kills(player))}) sender.add('combat-events', event);
      const stop = sender.start();
      while ((await import('node:fs')).readFileSync('game-flow-unsent.ndjson', 'utf8') !== '')
        await new Promise((resolve) => setTimeout(resolve, 20));
      stop();`;
    return run(process.execPath, ['--input-type=module', '-e', script], folder, env);
  },
  'game_flow.py': ({ folder, url, player, env, isAhead }) => {
    const script = [
      'import json, os, sys, time',
      'from game_flow import GameFlow',
      'now = time.time',
      `time.time = lambda: now() + ${isAhead ? 3600 : 0}`,
      `sender = GameFlow(${JSON.stringify(url)}, os.environ.get("GAME_FLOW_KEY", ""), os.environ.get("GAME_FLOW_SECRET", ""))`,
      'for line in sys.stdin: sender.add("combat-events", json.loads(line))',
      'wait = 0',
      'while wait is not None: time.sleep(wait); wait = sender.flush()',
    ];
    return run('python3', ['-c', script.join('\n')], folder, env, lines(player));
  },
};

const lines = (player: string) =>
  kills(player)
    .map((event) => `${JSON.stringify(event)}\n`)
    .join('');

function run(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
  input = '',
): Promise<void> {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${command}: ${code}\n${stderr}`)),
    );
  });
}

async function killsOf(player: string): Promise<number | undefined> {
  const answer = await fetch(`http://127.0.0.1:${port}/v1/stats/combat?player=${player}`);
  const { rows } = (await answer.json()) as { rows?: { kill_count: number }[] };
  return rows?.[0]?.kill_count;
}

const CASES = [
  ...Object.keys(RUNS).flatMap((name) =>
    [true, false].map((isSigned) => ({ name, isSigned, isAhead: false })),
  ),
  { name: 'game-flow.ts', isSigned: true, isAhead: true },
  { name: 'game_flow.py', isSigned: true, isAhead: true },
];

it.concurrent.for(CASES)(
  '$name, signing $isSigned, clock ahead $isAhead: every event counts once',
  async ({ name, isSigned, isAhead }, { expect }) => {
    const player = `${name}-${isSigned}-${isAhead}`;
    const folder = join(place.folder, player);
    mkdirSync(folder);
    copyFileSync(join(SENDERS, name), join(folder, name));
    const { server, url, signatures } = await unreliable();
    const env = isSigned ? { GAME_FLOW_KEY: key.id, GAME_FLOW_SECRET: key.secret } : {};
    await RUNS[name]!({ folder, url, player, env, isAhead });
    server.close();
    await expect.poll(() => killsOf(player), { timeout: 20_000 }).toBe(EVENTS);
    expect([...signatures]).toEqual([isSigned ? key.id : undefined]);
  },
);

it('those whose runtime is not there sign the same, and keep to the same answers', () => {
  const others = readdirSync(SENDERS).filter((name) => !(name in RUNS) && name !== 'README.md');
  expect(others.sort()).toEqual(['GameFlow.cs', 'game_flow.gd']);
  for (const name of others) {
    const text = readFileSync(join(SENDERS, name), 'utf8');
    expect(text).toMatch(/method \+ "\\n" \+ target \+ "\\n" \+ timestamp \+ "\\n" \+/);
    for (const word of [
      'x-game-flow-key',
      'x-game-flow-timestamp',
      'x-game-flow-signature',
      '"v1="',
      'sent_at',
      'event_id',
    ])
      expect(text).toContain(word);
    for (const status of [200, 202, 400, 413, 422, 429]) expect(text).toContain(String(status));
  }
});
