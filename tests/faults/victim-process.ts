/** A victim seen from outside. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const VICTIM = fileURLToPath(new URL('./victim.js', import.meta.url));

export interface VictimOptions {
  readonly host: string;
  readonly port: number;
  /** Of the topics' names on the broker. */
  readonly prefix: string;
  readonly database: string;
  readonly seed?: number;
  readonly point?: 'before' | 'inside' | 'after' | 'none';
  readonly at?: number;
  readonly drag?: number;
  readonly 'push-down'?: 'yes' | 'no';
  readonly break?: 'nothing' | 'offset-apart' | 'no-duplicate-check';
}

/** Where it stood when it was last heard of. */
export type State = 'starting' | 'folding' | 'committing' | 'idle';
const STATES: Readonly<Record<string, State>> = { f: 'folding', c: 'committing', i: 'idle' };

export class VictimProcess {
  state: State = 'starting';
  /** Exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  readonly #child: ChildProcess;
  #said = '';
  #onState: (() => void) | undefined;

  constructor(options: VictimOptions) {
    const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
    this.#child = spawn(process.execPath, [VICTIM, ...flags], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    });
    this.#child.stderr!.on('data', (bytes: Buffer) => {
      this.#said += bytes.toString();
    });
    (this.#child.stdio[3] as NodeJS.ReadableStream).on('data', (bytes: Buffer) => {
      this.state = STATES[String.fromCharCode(bytes.at(-1)!)]!;
      this.#onState?.();
    });
    this.ended = new Promise((resolve) => {
      this.#child.once('close', (code) => {
        this.#onState?.();
        resolve(code);
      });
    });
  }

  get isOver(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** Resolves when it has begun to fold, or has ended. */
  async working(): Promise<void> {
    while (this.state === 'starting' && !this.isOver) {
      await new Promise<void>((resolve) => {
        this.#onState = resolve;
      });
    }
  }

  signal(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
    this.#child.kill(signal);
  }

  /** @throws Error unless it went to the end of the topics by itself */
  async succeed(): Promise<void> {
    const code = await this.ended;
    if (code !== 0) throw new Error(`the processors ended with ${code}: ${this.#said.trim()}`);
  }
}
