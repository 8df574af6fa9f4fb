#!/usr/bin/env node
import { once } from 'node:events';
import type { Context, Output } from './context.js';
import { afterInterruption, exitCodeOf, sentenceOf } from './failure.js';
/** The `game-flow` command: the only place that touches the console, the signals and the exit code. */
import { createProgram } from './program.js';

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // A second Ctrl-C does not wait for the tidying up.
    if (interruption.signal.aborted) process.exit(130);
    interruption.abort();
  });
}
// Run as somebody's child (watch does that): end when the parent is gone.
process.on('disconnect', () => interruption.abort());
// `game-flow … | head` closes our stdout: that is the end of the work, not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const context: Context = {
  stdout: outputOf(process.stdout),
  stderr: outputOf(process.stderr),
  stdin: process.stdin,
  signal: interruption.signal,
  env: process.env,
  now: Date.now,
};

let code = 0;
try {
  await createProgram(context).parseAsync(process.argv);
} catch (thrown) {
  const error = interruption.signal.aborted ? afterInterruption(thrown) : thrown;
  code = exitCodeOf(error);
  const sentence = sentenceOf(error, process.env.GAME_FLOW_DEBUG !== undefined);
  if (sentence !== '') process.stderr.write(`${sentence}\n`);
}
// Everything is closed by now; the native client may still hold the loop, and a reader of a pipe must get all bytes.
await drained(process.stdout);
await drained(process.stderr);
process.exit(code);

function outputOf(stream: NodeJS.WriteStream): Output {
  return {
    write: (text) => void stream.write(text),
    drain: async () => {
      if (stream.writableNeedDrain) await once(stream, 'drain');
    },
    stream,
    get hasColor() {
      return stream.isTTY === true && !process.env.NO_COLOR;
    },
    get isTerminal() {
      return stream.isTTY === true;
    },
    // A pseudo-terminal without a size reports 0.
    get columns() {
      return stream.columns || 80;
    },
    get rows() {
      return stream.rows || 24;
    },
  };
}

function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}
