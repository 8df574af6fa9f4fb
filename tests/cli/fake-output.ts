import { PassThrough } from 'node:stream';
import type { Output } from '../../cli/context.js';

/** An output of 40 columns and 6 rows that goes nowhere, for printers that ask it what it is. */
export function fakeOutput(isTerminal: boolean): Output {
  return {
    write: () => {},
    drain: async () => {},
    isTerminal,
    hasColor: false,
    stream: new PassThrough(),
    columns: 40,
    rows: 6,
  };
}
