/**
 * What each part may import of the others, as docs/architecture.md has it ("Where things are"). The longest prefix of a
 * path is its part; `types` stands for `import type` alone, which is gone at run time. Tests are free, but for the rules
 * in imports.test.ts.
 */
export const ARROWS: Readonly<Record<string, Arrows>> = {
  schemas: {},
  generator: { code: ['schemas'] },
  'fluvio/protocol': {},
  'fluvio/smartmodules': {},
  'fluvio/lock': {},
  // The door does not speak the protocol: `@fluvio/client` does.
  'fluvio/client': {},
  // What `@fluvio/client` has no call for.
  'fluvio/admin': { code: ['fluvio/protocol'] },
  'fluvio/broker': { code: ['fluvio/broker/engine', 'fluvio/protocol'] },
  // Runs SmartModules: the broker's, and for `smartmodules test` those that somebody writes.
  'fluvio/broker/engine': { code: ['fluvio/protocol'] },
  // The broker's process, seen from outside: it starts, finds and stops it.
  'fluvio/broker/lifecycle': { code: ['fluvio/lock'], types: ['fluvio/client'] },
  // The one file that is of both worlds: the broker's own process.
  'fluvio/broker/main.ts': { code: ['fluvio/broker', 'fluvio/broker/lifecycle'] },
  settings: { code: ['schemas'] },
  // A second reading of the data dictionary: it shares no code with what it judges.
  verify: { code: ['settings'] },
  'processors/rollups': { code: ['schemas'], types: ['settings'] },
  'processors/verdict': { code: ['schemas'], types: ['settings', 'fluvio/client'] },
  'processors/store': { code: ['schemas', 'settings', 'processors/rollups', 'processors/views'] },
  'processors/views': { code: ['schemas', 'processors/rollups', 'processors/store'], types: ['settings'] },
  'processors/duplicates': { code: ['processors/store'], types: ['schemas'] },
  // Webhooks: nothing of the fold knows them but by the interface `Report`.
  'processors/actions': { code: ['processors/store'], types: ['settings', 'processors/views'] },
  processors: {
    code: [
      'schemas',
      'fluvio/client',
      'processors/duplicates',
      'processors/rollups',
      'processors/store',
      'processors/verdict',
      'processors/views',
    ],
  },
  // Runs in the browser: nothing of the server is there.
  'server/dashboard/browser': {},
  // The HTTP server: knows nothing of the command line, which gives it what it works with.
  server: {
    code: ['schemas', 'generator', 'fluvio/client', 'processors/store', 'processors/verdict'],
    types: ['settings'],
  },
  // Files to copy into a game: they are of nobody's part.
  'docs/senders': {},
  cli: {
    code: [
      'schemas',
      'generator',
      'fluvio/admin',
      'fluvio/broker/engine',
      'fluvio/broker/lifecycle',
      'fluvio/client',
      'fluvio/lock',
      'processors',
      'processors/actions',
      'processors/rollups',
      'processors/store',
      'processors/verdict',
      'processors/views',
      'server',
      'settings',
      'verify',
    ],
  },
  bench: {
    code: [
      'schemas',
      'generator',
      'fluvio/broker/lifecycle',
      'fluvio/client',
      'fluvio/lock',
      'processors',
      'processors/rollups',
      'processors/store',
      'processors/verdict',
      'settings',
      'verify',
    ],
    types: ['processors/views'],
  },
};

export interface Arrows {
  readonly code?: readonly string[];
  readonly types?: readonly string[];
}

/**
 * Modules of Node and packages, where a part's are few. `fluvio/protocol` never opens a socket or a file; generator and
 * roll-ups have no clock that they could ask by way of a module.
 */
export const OUTSIDE: Readonly<Record<string, readonly string[]>> = {
  schemas: ['ajv-formats/dist/formats.js'],
  generator: ['node:crypto'],
  'fluvio/protocol': ['node:buffer', 'node:zlib', 'fzstd', 'lz4js', 'snappyjs'],
  'fluvio/smartmodules': [],
  'processors/rollups': [],
  // Its types alone: the page loads it by its path.
  'server/dashboard/browser': ['uplot'],
  'processors/verdict': ['node:buffer'],
};

const PARTS = Object.keys(ARROWS).sort((a, b) => b.length - a.length);

/** The part that a path belongs to; a folder's name counts only as a whole. */
export function partOf(path: string): string | undefined {
  return PARTS.find((part) => path === part || path.startsWith(`${part}/`));
}
