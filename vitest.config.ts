import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/memory-folder.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Most tests that take long wait for processes and clocks, so more of them than cores run side by side.
    // But a real SC that makes and deletes topics at the same time may never tell its SPU of one (ran: 5 of 10 times).
    maxWorkers: process.env.GAME_FLOW_CLUSTER === undefined ? 3 : 1,
  },
});
