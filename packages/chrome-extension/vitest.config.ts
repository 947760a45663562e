import { defineConfig } from 'vitest/config';

// The tests bundle and compile what they run, which takes its time on a busy machine.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 60_000 } });
