/** Requests of one kind, as many as asked for, sent by autocannon in a process of its own. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

export interface Load {
  readonly name: string;
  readonly url: string;
  readonly body: string;
  readonly events: number;
  readonly requests: number;
  readonly connections: number;
  /** Requests a second, whatever the answers take; without it each connection waits for its answer. */
  readonly rate?: number;
}

export interface Loaded {
  readonly load: Load;
  readonly seconds: number;
  readonly accepted: number;
  /** Answers that are not 2xx, and requests without an answer. */
  readonly failed: number;
  readonly p50: number;
  readonly p99: number;
}

/** Of its JSON what is looked at. */
interface Result {
  readonly '2xx': number;
  readonly non2xx: number;
  readonly errors: number;
  readonly duration: number;
  readonly latency: { readonly p50: number; readonly p99: number };
}

/** It is a program here, not a module: it is there for development only. */
const AUTOCANNON = createRequire(import.meta.url).resolve('autocannon/autocannon.js');

export async function send(load: Load): Promise<Loaded> {
  const { url, body, requests, connections, rate, events } = load;
  const args = ['--json', '--no-progress', '--method', 'POST', '--headers', 'content-type=application/json'];
  args.push('--amount', String(requests), '--connections', String(connections), '--body', body);
  if (rate !== undefined) args.push('--overallRate', String(rate));
  const child = spawn(process.execPath, [AUTOCANNON, ...args, url], { stdio: ['ignore', 'pipe', 'inherit'] });
  const result = JSON.parse(await text(child.stdout)) as Result;
  return {
    load,
    seconds: result.duration,
    accepted: result['2xx'] * events,
    failed: result.non2xx + result.errors,
    p50: result.latency.p50,
    p99: result.latency.p99,
  };
}
