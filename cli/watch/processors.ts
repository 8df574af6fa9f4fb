/** Sees to it that somebody processes: another game-flow, or a child when nobody (any longer) does. */
import type { Counts } from '../../processors/store/counts.js';
import { databasePath } from '../../processors/store/open.js';
import { type Context, say } from '../context.js';
import { isBeingProcessed } from '../database-lock.js';
import { CommandError } from '../exit.js';
import type { CommonOptions, SettingsOptions } from '../options.js';
import { ProcessorChild } from './processor-child.js';

export class Processors {
  #child: ProcessorChild | undefined;

  /** @param untilCaughtUp a child is to go to the end of the topics as it is now, and end there */
  constructor(
    readonly context: Context,
    readonly options: CommonOptions & SettingsOptions,
    readonly untilCaughtUp: boolean,
  ) {}

  /**
   * Where it is processed: by our child, or by another game-flow.
   * @throws CommandError once when our child has ended by itself; asked again, another is started
   */
  check(): 'here' | 'elsewhere' {
    if (this.#child !== undefined && (!this.#child.ended || this.#child.caughtUp)) return 'here';
    if (isBeingProcessed(this.options.dataDir)) {
      this.#child = undefined;
      return 'elsewhere';
    }
    if (this.#child !== undefined) {
      const { complaints } = this.#child;
      this.#child = undefined;
      throw new CommandError(complaints.join('\n') || 'The processors ended.');
    }
    this.#child = this.#start();
    return 'here';
  }

  /** What the child has to say when something is wrong. */
  get note(): string {
    return this.#child?.complaints.at(-1) ?? '';
  }

  /** With `--once`: what stood in the database before our child has looked at the topics is no news. */
  isCaughtUp(counts: Counts | undefined): boolean {
    if (this.#child !== undefined) return this.#child.caughtUp;
    return counts !== undefined && counts.received > 0 && counts.lag === 0;
  }

  async stop(): Promise<void> {
    await this.#child?.stop();
  }

  #start(): ProcessorChild {
    // On a terminal the frame says it.
    if (!this.context.stdout.isTerminal) {
      say(this.context, `No processor works on ${databasePath(this.options.dataDir)}: processing here too.`);
    }
    return new ProcessorChild(this.options, this.untilCaughtUp);
  }
}
