import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Most tests that take long wait for processes and clocks, so more of them than cores run side by side.
    maxWorkers: 3,
  },
});
