import { PassThrough, Readable } from 'node:stream';
import type { Context, Output } from '../../cli/context.js';

/** A context whose output is kept, for commands and printers under test. */
export interface FakeContext extends Context {
  readonly stdout: FakeOutput;
  readonly stderr: FakeOutput;
}

export interface FakeOutput extends Output {
  readonly text: string;
}

export function fakeContext(
  settings: { readonly isTerminal?: boolean; readonly input?: string } = {},
): FakeContext {
  return {
    stdout: fakeOutput(settings.isTerminal),
    stderr: fakeOutput(settings.isTerminal),
    stdin: Readable.from(settings.input === undefined ? [] : [Buffer.from(settings.input)]),
    signal: new AbortController().signal,
    env: {},
    now: () => Date.UTC(2024, 10, 12),
  };
}

export function fakeOutput(isTerminal = false): FakeOutput {
  let text = '';
  return {
    write: (more) => {
      text += more;
    },
    drain: async () => {},
    isTerminal,
    hasColor: false,
    stream: new PassThrough(),
    columns: 40,
    rows: 6,
    get text() {
      return text;
    },
  };
}
