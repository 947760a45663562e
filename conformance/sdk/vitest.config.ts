import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Nothing leaves this machine.
    env: { CLERK_TELEMETRY_DISABLED: '1' },
    // A browser per file, on machines with two cores.
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 120_000,
  },
});
