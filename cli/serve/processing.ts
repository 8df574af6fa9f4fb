/** Who processes while `serve` runs: its own child, or another game-flow. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Processing } from '../../server/observe/status.js';
import { type Context, say } from '../context.js';
import { CommandError } from '../exit.js';
import type { Processors } from '../watch/processors.js';

/** How often it is looked whether somebody still processes, ms; and so how soon processors that ended start again. */
const LOOK_EVERY = 1000;

/** Who processes, as of the last look: to look may start the processors, and nobody who only asks should. */
export class ProcessingState {
  now: Processing = { where: 'none', note: '' };

  constructor(readonly processors: Processors) {}

  look(): void {
    try {
      this.now = { where: this.processors.check(), note: this.processors.note };
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      this.now = { where: 'none', note: error.message };
    }
  }
}

/** Processors that end by themselves are started again, as a service would: the collector goes on meanwhile. */
export async function untilStopped(context: Context, processing: ProcessingState): Promise<void> {
  let told = '';
  while (!context.signal.aborted) {
    processing.look();
    const { note } = processing.now;
    if (note !== told && note !== '') say(context, note);
    told = note;
    await sleep(LOOK_EVERY, undefined, { signal: context.signal }).catch(() => undefined);
  }
}
