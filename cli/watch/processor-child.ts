/**
 * Where no processor works on the database, `watch` runs one in a process of its own, so that drawing never slows
 * the fold. The child ends with its parent, however that ends: it notices the closed channel.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { CommonOptions, SettingsOptions } from '../options.js';

const MAIN = fileURLToPath(new URL('../main.js', import.meta.url));

/** How it begins what it says when all is well. */
const ALL_IS_WELL = /^(Processing|Rebuilding|Dropping|Settings:|Started|$)/;

/** How it begins to say that what it complained of before is over: figures of an older version, or of other settings. */
const WELL_AGAIN = /^(Rebuilt|Worked out anew)/;

/** Lines kept of what else it says. */
const MOST_COMPLAINTS = 20;

/** How long the child may take to commit and end, ms. */
const ENDS_WITHIN = 5000;

export class ProcessorChild {
  /** It has ended by itself. */
  ended = false;
  /** It was to go to the end of the topics, and has. */
  caughtUp = false;
  /** What it said is wrong, in lines, latest last. */
  readonly complaints: string[] = [];
  readonly #child: ChildProcess;
  readonly #exited: Promise<void>;

  /** @param untilCaughtUp go to the end of the topics as it is now, and end there */
  constructor(options: CommonOptions & SettingsOptions, untilCaughtUp: boolean) {
    const flags = [
      ...(untilCaughtUp ? ['--until-caught-up'] : []),
      ...(options.cluster === undefined ? [] : ['--cluster', options.cluster]),
      ...(options.profile === undefined ? [] : ['--profile', options.profile]),
      ...(options.config === undefined ? [] : ['--config', options.config]),
      ...(options.retain === undefined ? [] : ['--retain', `${options.retain}s`]),
      ...(options.pushDown === undefined ? [] : [options.pushDown ? '--push-down' : '--no-push-down']),
    ];
    this.#child = fork(MAIN, ['process', '--data-dir', options.dataDir, ...flags], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    createInterface({ input: this.#child.stderr! }).on('line', (line) => this.#hear(line));
    this.#exited = new Promise((resolve) => {
      this.#child.once('close', (code) => {
        this.ended = true;
        this.caughtUp = untilCaughtUp && code === 0;
        resolve();
      });
    });
  }

  /** Lets it commit what it has in hand and end. */
  async stop(): Promise<void> {
    if (this.ended) return;
    this.#child.kill('SIGTERM');
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), ENDS_WITHIN);
    await this.#exited;
    clearTimeout(timer);
  }

  #hear(line: string): void {
    const words = line.replace(/^game-flow: /, '').trim();
    if (WELL_AGAIN.test(words)) this.complaints.length = 0;
    else if (!ALL_IS_WELL.test(words)) this.#complain(words);
  }

  #complain(words: string): void {
    this.complaints.push(words);
    if (this.complaints.length > MOST_COMPLAINTS) this.complaints.shift();
  }
}
