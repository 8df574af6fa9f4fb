import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BrokerHome } from './broker-home.js';
import type { BrokerState } from './broker-state.js';
import { clusterStatus } from './cluster-status.js';
import { brokerEntry } from './entry.js';
import { LifecycleError } from './lifecycle-error.js';
import { lastLines } from './log-tail.js';
import { type ProcessOptions, processArguments } from './process-options.js';

const POLL_MS = 25;
const LAST_WORDS_BYTES = 16 * 1024;

/**
 * Starts one broker process, detached from this one, and waits until it accepts connections. Its stderr is read only
 * until then: a process that fails to start says why in its last line (`LifecycleError.toLine`).
 *
 * @throws {LifecycleError} what the process said; `start-failed` when it said nothing sensible; `start-timeout`
 */
export async function launch(
  home: BrokerHome,
  options: ProcessOptions,
  deadline: number,
): Promise<BrokerState> {
  const child = spawn(process.execPath, [brokerEntry(), ...processArguments(options)], {
    cwd: '/',
    detached: true,
    stdio: [options.owned ? 'pipe' : 'ignore', 'ignore', 'pipe'],
  });
  const words = listen(child);
  try {
    return await untilItAnswers(home, child, words, deadline);
  } catch (error) {
    // Detached as it is, it would go on although its start was said to have failed.
    child.kill('SIGKILL');
    throw error;
  } finally {
    child.stderr?.destroy();
    unreference(child);
  }
}

/** Lets this process end while the child goes on. The pipe to an owned child's stdin stays open just as long as we live. */
function unreference(child: ChildProcess): void {
  child.unref();
  const stdin = child.stdin as unknown as { unref?: () => void } | null;
  stdin?.unref?.();
  child.stdin?.on('error', () => {});
}

interface LastWords {
  text: string;
  ended: boolean;
}

function listen(child: ChildProcess): LastWords {
  const words: LastWords = { text: '', ended: false };
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    words.text = (words.text + chunk).slice(-LAST_WORDS_BYTES);
  });
  child.once('error', (error) => {
    words.text += error.message;
    words.ended = true;
  });
  child.once('close', () => {
    words.ended = true;
  });
  return words;
}

async function untilItAnswers(
  home: BrokerHome,
  child: ChildProcess,
  words: LastWords,
  deadline: number,
): Promise<BrokerState> {
  while (Date.now() < deadline) {
    if (words.ended) throw failure(home, words.text);
    const status = await clusterStatus(home.dataDir);
    if (status.kind === 'running' && status.state.pid === child.pid) return status.state;
    await sleep(POLL_MS);
  }
  throw timeout(home);
}

/** The sentence for a broker that did not come up in time. */
export function timeout(home: BrokerHome): LifecycleError {
  const lines = lastLines(home.logFile, 3).join(' | ');
  return new LifecycleError(
    'start-timeout',
    `The broker of ${home.dataDir} did not start in time${lines === '' ? '.' : `; it last wrote: ${lines}`}`,
    `See ${home.logFile}, and \`game-flow cluster status\`.`,
  );
}

function failure(home: BrokerHome, text: string): LifecycleError {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const said = LifecycleError.fromLine(lines.at(-1) ?? '');
  if (said !== undefined) return said;
  const words =
    lines.find((line) => /^\w*Error\b/.test(line)) ?? lines.at(-1) ?? lastLines(home.logFile, 1).join('');
  return new LifecycleError(
    'start-failed',
    `The broker of ${home.dataDir} ended while it started${words === '' ? '.' : `: ${words}`}`,
    `See ${home.logFile}, and \`game-flow doctor\`.`,
  );
}
