/**
 * What a command may touch of the outside world. Commands get it as an argument, so that a test can hand them
 * another; only `main.ts` makes the real one.
 */
export interface Output {
  /** Data goes to stdout, talk to stderr. */
  write(text: string): void;
  /** Resolves when there is room for more: what writes a lot waits for it, so that a slow reader costs no memory. */
  drain(): Promise<void>;
  readonly isTerminal: boolean;
  /** Colours are wanted: a terminal, and NO_COLOR is not set. */
  readonly hasColor: boolean;
  /** The stream itself, for libraries that draw on it. */
  readonly stream: NodeJS.WritableStream;
  readonly columns: number;
  readonly rows: number;
}

export interface Context {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin: NodeJS.ReadableStream;
  /** Aborted by Ctrl-C and SIGTERM: finish what is in hand and return. */
  readonly signal: AbortSignal;
  readonly now: () => number;
}

/** Says something to the person at the terminal. */
export function say(context: Context, sentence: string): void {
  context.stderr.write(`${sentence}\n`);
}
