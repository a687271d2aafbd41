import { defineConfig } from 'vitest/config';

// Three projects, from fast to slow: unit (pure code and the in-memory workspace), amanda (asks the real
// programs) and vscode (drives a real VS Code in a real browser). `npm test` runs these.
export default defineConfig({
  test: {
    projects: [
      {
        // The client's own code meets a stand-in for the editor; what only the real one can show is in test/vscode.
        resolve: { alias: { vscode: new URL('test/support/vscode-fake.ts', import.meta.url).pathname } },
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/amanda/**', 'test/vscode/**'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'amanda',
          include: ['test/amanda/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'vscode',
          include: ['test/vscode/**/*.test.ts'],
          globalSetup: 'test/vscode/setup.ts',
          // A real workbench on a busy machine now and then misses a key or a click; what is broken fails twice.
          retry: 1,
          testTimeout: 300_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          // Not a test: `npm run pictures` makes the pictures of the documentation with the same harness.
          name: 'pictures',
          include: ['scripts/pictures.ts'],
          globalSetup: 'test/vscode/setup.ts',
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
