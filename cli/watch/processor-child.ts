/**
 * Where no processor works on the database, `watch` runs one in a process of its own, so that drawing never slows
 * the fold. The child ends with its parent, however that ends: it notices the closed channel.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { CommonOptions } from '../options.js';

const MAIN = fileURLToPath(new URL('../main.js', import.meta.url));

/** How long the child may take to commit and end, ms. */
const ENDS_WITHIN = 5000;

export class ProcessorChild {
  /** The last line it said. */
  lastWord = '';
  /** It has ended by itself. */
  ended = false;
  /** It was to go to the end of the topics, and has. */
  caughtUp = false;
  readonly #child: ChildProcess;
  readonly #exited: Promise<void>;

  /** @param untilCaughtUp go to the end of the topics as it is now, and end there */
  constructor(options: CommonOptions, untilCaughtUp: boolean) {
    const flags = [
      ...(untilCaughtUp ? ['--until-caught-up'] : []),
      ...(options.cluster === undefined ? [] : ['--cluster', options.cluster]),
      ...(options.profile === undefined ? [] : ['--profile', options.profile]),
    ];
    this.#child = fork(MAIN, ['process', '--data-dir', options.dataDir, ...flags], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.lastWord = text.trim().split('\n').at(-1) ?? '';
    });
    this.#exited = new Promise((resolve) => {
      this.#child.once('exit', (code) => {
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
}
