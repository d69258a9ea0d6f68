import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Tests read the packages' sources, so that a test run needs no build.
  ssr: { resolve: { conditions: ['source', 'node', 'import', 'default'] } },
  test: {
    pool: 'forks',
    isolate: false,
    // Vitest leaves one core to itself, which it needs only while it watches.
    maxWorkers: '100%',
    // Texts are compared as they are without a terminal; a CI that asks for colours must not change them.
    env: { NO_COLOR: '1' },
    // It imports JSON without saying so, which Node refuses.
    server: { deps: { inline: [/@actions\//] } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts', 'docs/**/*.test.ts'],
          exclude: ['test/e2e/**'],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 300_000 },
      },
    ],
  },
});
