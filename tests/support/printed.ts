import type { Context } from '../../cli/context.js';
import { runProgram } from '../../cli/program.js';
import { fakeOutput } from '../cli/fake-output.js';

/** What `game-flow ARGS` writes into a pipe, without a process of its own; rejects with what the command throws. */
export async function printed(args: readonly string[], now = Date.now()): Promise<string> {
  const texts: string[] = [];
  const context: Context = {
    stdout: { ...fakeOutput(false), columns: 80, rows: 24, write: (text) => void texts.push(text) },
    stderr: fakeOutput(false),
    stdin: process.stdin,
    signal: new AbortController().signal,
    now: () => now,
  };
  await runProgram(context, ['node', 'game-flow', ...args]);
  return texts.join('');
}
