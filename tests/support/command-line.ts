/** The built `game-flow` command as a person runs it: in a folder of its own, with a terminal's signals. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clusterStatus, stopCluster } from '../../fluvio/broker/lifecycle/index.js';

export const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** What a command left behind when it ended. */
export interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** How long it ran, ms. */
  readonly ms: number;
}

export interface RunningBroker {
  readonly pid: number;
  readonly scPort: number;
  readonly spuPort: number;
}

interface StartSettings {
  /** Bytes for stdin, which is closed after them; without, stdin is empty. */
  readonly input?: Uint8Array | string;
  readonly env?: Readonly<Record<string, string>>;
  /** A program that runs the command, with its first arguments. */
  readonly through?: readonly string[];
}

/** A command that has been started. */
export class RunningCommand {
  stdout = '';
  stderr = '';
  readonly ended: Promise<Ended>;
  readonly #child: ChildProcess;

  constructor(child: ChildProcess, input: Uint8Array | string | undefined) {
    const start = performance.now();
    this.#child = child;
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
    child.stdin?.on('error', () => {});
    child.stdin?.end(input ?? '');
    this.ended = new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) =>
        resolve({ code, stdout: this.stdout, stderr: this.stderr, ms: performance.now() - start }),
      );
    });
  }

  /** Ctrl-C in its terminal: every process of its group gets the signal. */
  interrupt(): void {
    signalGroup(this.#child.pid, 'SIGINT');
  }

  /** `kill -9` of the command alone, not of what it started. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** Resolves when its stderr or stdout has said it; fails when it ends without, or after `ms`. */
  async said(what: RegExp, ms = 15_000): Promise<void> {
    let over = false;
    void this.ended.then(() => {
      over = true;
    });
    await eventually(() => {
      if (what.test(this.stderr) || what.test(this.stdout)) return true;
      if (over) throw new Error(`it ended without saying ${what}: ${this.stderr}`);
      return false;
    }, ms);
  }
}

const LISTENING = /Listening at (http[^\s,]+)/;

/** A folder with a data directory; `end` stops its broker, looks for processes left over and removes it. */
export class Workplace {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'game-flow-e2e-')));
  readonly dataDir = join(this.folder, 'data');
  readonly #groups = new Set<number>();

  constructor() {
    process.once('exit', this.#endAll);
  }

  /** Runs `game-flow ARGS`, `--data-dir` added, to its end. */
  run(args: readonly string[], settings: StartSettings = {}): Promise<Ended> {
    return this.start(args, settings).ended;
  }

  /** As `run`, and throws unless it exits 0. */
  async succeed(args: readonly string[], settings: StartSettings = {}): Promise<Ended> {
    const ended = await this.run(args, settings);
    if (ended.code === 0) return ended;
    throw new Error(`game-flow ${args.join(' ')} exited ${ended.code}: ${ended.stderr}`);
  }

  start(args: readonly string[], settings: StartSettings = {}): RunningCommand {
    const takesDataDir = !args.includes('--data-dir') && !NO_DATA_DIR.has(args[0] ?? '');
    const line = [
      ...(settings.through ?? []),
      process.execPath,
      MAIN,
      ...args,
      ...(takesDataDir ? ['--data-dir', this.dataDir] : []),
    ];
    const child = spawn(line[0]!, line.slice(1), {
      cwd: this.folder,
      // A group of its own, as a shell gives each command.
      detached: true,
      env: { ...process.env, HOME: this.folder, TMPDIR: this.folder, NO_COLOR: '', ...settings.env },
    });
    if (child.pid !== undefined) this.#groups.add(child.pid);
    return new RunningCommand(child, settings.input);
  }

  /** The embedded broker of this data directory, on free ports unless told otherwise. */
  async startBroker(ports: Partial<RunningBroker> = {}): Promise<RunningBroker> {
    const { scPort = 0, spuPort = 0 } = ports;
    await this.succeed(['cluster', 'start', '--port', String(scPort), '--spu-port', String(spuPort)]);
    return this.broker();
  }

  /** The embedded broker as the command would find it. */
  async broker(): Promise<RunningBroker> {
    const status = await clusterStatus(this.dataDir);
    if (status.kind !== 'running') throw new Error(`the embedded broker is ${status.kind}`);
    return status.state;
  }

  /** The rows of `stats WHAT --json`. */
  async stats<Row = Record<string, unknown>>(what: string): Promise<Row[]> {
    const { stdout } = await this.succeed(['stats', what, '--json']);
    return JSON.parse(stdout) as Row[];
  }

  /** Starts `game-flow serve` on a free port; resolves with its address when it listens. */
  async serve(...args: string[]): Promise<{ running: RunningCommand; url: string }> {
    const running = this.start(['serve', '--port', '0', ...args]);
    await running.said(LISTENING);
    return { running, url: LISTENING.exec(running.stderr)![1]! };
  }

  /** Processes started here that still run, as `ps` shows them. */
  processes(): string[] {
    return runningProcesses()
      .filter(({ group, line }) => this.#groups.has(group) || line.includes(this.folder))
      .map(({ line }) => line);
  }

  /** Everything started here ends by itself, within `ms`. */
  async untilNothingRuns(ms = 5000): Promise<void> {
    await eventually(() => this.processes().length === 0, ms).catch(() => {
      throw new Error(`still running:\n${this.processes().join('\n')}`);
    });
  }

  /** The same, except for the broker, which is to stay. */
  async untilNothingRunsBut({ pid }: RunningBroker, ms = 5000): Promise<void> {
    const others = () => this.processes().filter((line) => !line.startsWith(`${pid} `));
    await eventually(() => others().length === 0, ms).catch(() => {
      throw new Error(`still running:\n${others().join('\n')}`);
    });
  }

  /** To be called when the tests are over. */
  async end(): Promise<void> {
    try {
      await stopCluster(this.dataDir);
      await this.untilNothingRuns();
    } finally {
      process.off('exit', this.#endAll);
      this.#endAll();
    }
  }

  readonly #endAll = (): void => {
    for (const { pid, group, line } of runningProcesses()) {
      if (this.#groups.has(group) || line.includes(this.folder)) process.kill(pid, 'SIGKILL');
    }
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  };
}

/** Commands that know no data directory. */
const NO_DATA_DIR = new Set(['config', 'demo', '--help', '--version', 'help']);

/** Resolves when `condition` holds; fails after `ms`. */
export async function eventually(condition: () => boolean | Promise<boolean>, ms: number): Promise<void> {
  const deadline = performance.now() + ms;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error('it did not come about in time');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) throw new Error('it never started');
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function runningProcesses(): { pid: number; group: number; line: string }[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,pgid=,stat=,args='], { encoding: 'utf8' });
  return table.split('\n').flatMap((line) => {
    const [, pid, group, state] = /^\s*(\d+)\s+(\d+)\s+(\S+)/.exec(line) ?? [];
    // What has ended and only waits to be looked at is not running.
    if (pid === undefined || state?.startsWith('Z') === true) return [];
    return [{ pid: Number(pid), group: Number(group), line: line.trim() }];
  });
}
