import { defineConfig } from 'vitest/config';

/** They start no process and measure no memory, so that a worker can take one after the other: most only load modules. */
const IN_ONE_PROCESS = [
  'tests/{architecture,bench,generator,processors,schemas,server,settings,verify}/**/*.test.ts',
  'tests/cli/{consume,generate,produce,render,score}/**/*.test.ts',
  'tests/fluvio/{broker/engine,broker/log,broker/spu,broker/state,protocol,smartmodules}/**/*.test.ts',
];

export default defineConfig({
  test: {
    globalSetup: ['tests/support/memory-folder.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Of `expect.poll`: one second is soon over where two cores have several tests at once.
    expect: { poll: { timeout: 10_000 } },
    pool: 'forks',
    // Most tests that take long wait for processes and clocks, so more of them than cores run side by side.
    // But a real SC that makes and deletes topics at the same time may never tell its SPU of one (ran: 5 of 10 times).
    maxWorkers: process.env.GAME_FLOW_CLUSTER === undefined ? 3 : 1,
    projects: [
      {
        extends: true,
        test: {
          name: 'a process each',
          include: ['tests/**/*.test.ts'],
          exclude: IN_ONE_PROCESS,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'one after the other',
          include: IN_ONE_PROCESS,
          isolate: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
