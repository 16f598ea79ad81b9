import { defineConfig } from 'vitest/config';

/** What only the embedded database does; on a server there is nothing to see. */
const EMBEDDED = {
  test: {
    name: 'embedded',
    include: ['stories/embedded/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
};

/** The kinds of test, each on what it needs: rules and formats on nothing, workings and stories on a cluster. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'rules',
          include: ['{core,api,ui,web}/**/*.test.ts'],
          isolate: false,
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'formats',
          include: ['formats/**/*.test.ts'],
          isolate: false,
          testTimeout: 60_000,
        },
      },
      {
        test: { name: 'architecture', include: ['architecture/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        test: {
          name: 'workings',
          include: ['server/**/*.test.ts', 'cli/**/*.test.ts', 'demo/**/*.test.ts'],
          globalSetup: ['stories/cluster.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'stories',
          include: ['stories/**/*.test.ts'],
          exclude: ['stories/embedded/**', '**/node_modules/**'],
          globalSetup: ['stories/cluster.ts'],
          // What a page shows is waited for as long as what it does.
          expect: { poll: { timeout: 10_000 } },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      ...(process.env['TEST_DATABASE_URL'] ? [] : [EMBEDDED]),
    ],
  },
});
