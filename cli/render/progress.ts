/**
 * A progress bar on stderr while a person watches; otherwise one line at the end, so that logs stay readable.
 * Every step says how long it took.
 */
import progress, { type SingleBar } from 'cli-progress';
import type { Context } from '../context.js';
import { say } from '../context.js';
import { count, counted } from './numbers.js';

export interface Progress {
  /** How much is done, of the total. */
  update(done: number): void;
  /** Ends the bar; says what was done and how long it took. */
  end(done: number): void;
}

/** @param unit what is counted: "event" */
export function startProgress(context: Context, title: string, total: number, unit: string): Progress {
  const start = performance.now();
  const bar = context.stderr.isTerminal ? terminalBar(context, title, total) : undefined;
  return {
    update: (done) => bar?.update(Math.min(done, total)),
    end: (done) => {
      bar?.update(Math.min(done, total));
      bar?.stop();
      const seconds = (performance.now() - start) / 1000;
      say(
        context,
        `${title}: ${counted(done, unit)} in ${seconds.toFixed(1)} s (${count(Math.round(done / seconds))}/s)`,
      );
    },
  };
}

function terminalBar(context: Context, title: string, total: number): SingleBar {
  const barsize = Math.max(10, Math.min(30, context.stderr.columns - title.length - 36));
  const bar = new progress.SingleBar({
    format: (options, { value, progress: done }) =>
      `${title} ${progress.Format.BarFormat(done, options)} ${String(Math.floor(done * 100)).padStart(3)} % ${count(value)}`,
    stream: context.stderr.stream,
    barsize,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    clearOnComplete: true,
    fps: 10,
    // The command handles Ctrl-C itself.
    gracefulExit: false,
  });
  bar.start(total, 0);
  return bar;
}
