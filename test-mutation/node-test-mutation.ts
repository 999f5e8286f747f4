/** The share of mutants that the tests have to kill, in per cent. */
export const leastKilled = 85

export interface NodeTestMutation {
  /** Patterns of the sources to mutate, as Stryker takes them. */
  readonly mutate: readonly string[]
  /** Patterns of the test files that are to notice; all when left out. */
  readonly testFiles?: readonly string[]
  /** Of these, the ones that are not run: each would take longer than all that it alone could kill is worth. */
  readonly leftOut?: readonly string[]
}

/**
 * Stryker's configuration of a package whose tests are node:test files, run through tsx from the sources. Each test file is a process
 * of its own, and a mutant meets only the files that reach it. Stryker loads this by itself, so it imports nothing.
 */
export const nodeTestMutation = ({
  mutate,
  testFiles = ['test/*.test.ts'],
  leftOut = [],
}: NodeTestMutation) => ({
  plugins: ['@stryker-mutator/tap-runner'],
  testRunner: 'tap',
  tap: {
    testFiles,
    nodeArgs: [
      '--conditions=@taskport/source',
      '--import=tsx',
      '--test-reporter=tap',
      '-r',
      '{{hookFile}}',
      '{{testFile}}',
    ],
  },
  mutate,
  // What is not copied is not found as a test. A copy goes by the tsconfig.json above it: Stryker's way of rewriting one calls what
  // TypeScript 7 has not.
  ignorePatterns: ['dist', 'test-long', 'test-mutation', 'tsconfig.json', 'test/tsconfig.json', ...leftOut],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // On top of one and a half times what the tests take without a mutant, for machines that others use too.
  timeoutMS: 8_000,
  thresholds: { high: 95, low: leastKilled, break: leastKilled },
  reporters: ['clear-text', 'json', 'progress-append-only'],
  clearTextReporter: { logTests: false, allowColor: false, allowEmojis: false },
  jsonReporter: { fileName: 'reports/mutation.json' },
  cleanTempDir: 'always',
  incremental: false,
})
