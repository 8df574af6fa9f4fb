#!/usr/bin/env node
/** The `game-flow` command: the only place that touches the console, the signals and the exit code. */

import { once } from 'node:events';
import type { Context, Output } from './context.js';
import { EXIT, Interrupted } from './exit.js';
import { afterInterruption, exitCodeOf, sentenceOf } from './failure.js';
import { runProgram } from './program.js';

const interruption = new AbortController();
const signals = new Set<string>();
// SIGHUP: the terminal was closed, or the connection to it lost.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // A second Ctrl-C does not wait for the tidying up. One of each is no second one: the processors of `watch` get
    // Ctrl-C from the terminal, and SIGTERM from their parent.
    if (signals.has(signal)) process.exit(EXIT.interrupted);
    signals.add(signal);
    interruption.abort();
  });
}
// Run as somebody's child (watch does that): end when the parent is gone.
process.on('disconnect', () => interruption.abort());
// When what we write goes nowhere any more, the work ends as after Ctrl-C, tidying up included.
let outputFailure: NodeJS.ErrnoException | undefined;
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    outputFailure ??= error;
    interruption.abort();
  });
}

const context: Context = {
  stdout: outputOf(process.stdout),
  stderr: outputOf(process.stderr),
  stdin: process.stdin,
  signal: interruption.signal,
  now: Date.now,
};

let code: number = EXIT.done;
try {
  await runProgram(context, process.argv);
} catch (thrown) {
  const error = interruption.signal.aborted ? afterInterruption(thrown) : thrown;
  // `game-flow … | head` closes our stdout: that is the end of the work, not an error.
  const hasEnded = outputFailure !== undefined && (error === outputFailure || error instanceof Interrupted);
  code = hasEnded ? EXIT.done : exitCodeOf(error);
  const sentence = hasEnded ? '' : sentenceOf(error, process.env.GAME_FLOW_DEBUG !== undefined);
  if (sentence !== '') process.stderr.write(`${sentence}\n`);
}
// Everything is closed by now; the native client may still hold the loop, and a reader of a pipe must get all bytes.
await drained(process.stdout);
await drained(process.stderr);
// Written to a disk that is full, say: the error of the last write comes as late as this.
if (outputFailure !== undefined && outputFailure.code !== 'EPIPE') {
  if (code === EXIT.done) code = EXIT.failed;
  process.stderr.write(`game-flow: The output could not be written (${outputFailure.code}).\n`);
}
process.exit(code);

function outputOf(stream: NodeJS.WriteStream): Output {
  return {
    write: (text) => void stream.write(text),
    drain: async () => {
      if (outputFailure === undefined && stream.writableNeedDrain) await once(stream, 'drain');
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
