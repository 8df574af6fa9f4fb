/** `game-flow watch`: live figures in the terminal. Processes too, in a child, when nobody else does. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { createLogUpdate } from 'log-update';
import { Rate } from '../../server/observe/rate.js';
import { describe } from '../connect.js';
import type { Context } from '../context.js';
import { Interrupted } from '../exit.js';
import {
  type CommonOptions,
  namedTarget,
  type SettingsOptions,
  withCluster,
  withConfig,
  withPushDown,
  withRetain,
} from '../options.js';
import { type WatchFrame, watchScreen } from '../render/watch-screen.js';
import { settingsFor } from '../settings.js';
import { Processors } from '../watch/processors.js';
import { SnapshotReader } from '../watch/snapshot.js';

/** Refresh, ms. */
const EVERY = 400;

/** Where stdout is no terminal, a frame now and then is enough, ms. */
const EVERY_IN_PIPE = 5000;

/** `--once` waits so long for figures, ms. */
const PATIENCE = 15_000;

interface WatchOptions extends CommonOptions, SettingsOptions {
  readonly once?: boolean;
}

export function watchCommand(context: Context): Command {
  return withPushDown(withRetain(withConfig(withCluster(new Command('watch')))))
    .description('live figures in the terminal; processes the topics too when nobody else does')
    .option('--once', 'print one frame when the figures are there, and end')
    .action((options: WatchOptions) => runWatch(context, options));
}

async function runWatch(context: Context, options: WatchOptions): Promise<void> {
  const target = namedTarget(options);
  // Those of the processors: here they are only looked at, so that a mistake is told before anything starts.
  settingsFor(context, options);
  const processors = new Processors(context, options, options.once === true);
  const reader = new SnapshotReader(options.dataDir);
  const frames = new Frames(reader, processors, target === undefined ? 'embedded broker' : describe(target));
  try {
    if (options.once === true) await printOnce(context, frames);
    else await draw(context, frames);
  } finally {
    reader.close();
    await processors.stop();
  }
}

const WHO = { here: 'processing here', elsewhere: 'processed by another game-flow' };

/** Puts together what a frame shows. */
class Frames {
  readonly #received = new Rate();

  constructor(
    readonly reader: SnapshotReader,
    readonly processors: Processors,
    readonly where: string,
  ) {}

  next(): WatchFrame {
    const who = WHO[this.processors.check()];
    const snapshot = this.reader.read();
    return {
      title: `${this.where}, ${who}`,
      counts: snapshot?.counts,
      figures: snapshot?.figures,
      perSecond:
        snapshot === undefined ? 0 : this.#received.look(performance.now(), snapshot.counts.received),
      note: this.processors.note,
    };
  }
}

async function draw(context: Context, frames: Frames): Promise<void> {
  const { stdout } = context;
  const update = stdout.isTerminal ? createLogUpdate(stdout.stream) : undefined;
  while (!context.signal.aborted) {
    const screen = watchScreen(frames.next(), stdout, context.now(), stdout.hasColor);
    if (update === undefined) stdout.write(`${screen}\n\n`);
    else update(screen);
    await sleep(stdout.isTerminal ? EVERY : EVERY_IN_PIPE, undefined, { signal: context.signal }).catch(
      () => undefined,
    );
  }
  update?.done();
  throw new Interrupted();
}

/** Prints when the log is caught up, or after a while what there is. */
async function printOnce(context: Context, frames: Frames): Promise<void> {
  const deadline = performance.now() + PATIENCE;
  for (;;) {
    const frame = frames.next();
    if (frames.processors.isCaughtUp(frame.counts) || performance.now() > deadline) {
      context.stdout.write(`${watchScreen(frame, context.stdout, context.now(), context.stdout.hasColor)}\n`);
      return;
    }
    await sleep(EVERY, undefined, { signal: context.signal }).catch(() => undefined);
    if (context.signal.aborted) throw new Interrupted();
  }
}
