import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/property-seed.ts'],
    pool: 'forks',
    maxWorkers: '100%',
    // The command is started some hundred times, mostly from its sources: compiled once, not each time.
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'remit-compile-cache') },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
