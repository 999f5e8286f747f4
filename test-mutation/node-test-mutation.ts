import { fileURLToPath } from 'node:url'

const bundler = fileURLToPath(new URL('bundle-tests.ts', import.meta.url))

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
 * Stryker's configuration of a package whose tests are node:test files. Each test file is a process of its own, and a mutant meets
 * only the files that reach it. Stryker loads this by itself, without tsx, so it imports no file of ours.
 */
export const nodeTestMutation = ({
  mutate,
  testFiles = ['test/*.test.ts'],
  leftOut = [],
}: NodeTestMutation) => ({
  plugins: ['@stryker-mutator/tap-runner'],
  testRunner: 'tap',
  // No shell reads it: a space within a word needs its backslash, and a pattern reaches the bundler.
  buildCommand: ['node', bundler, ...testFiles].map((word) => word.replaceAll(' ', '\\ ')).join(' '),
  tap: {
    testFiles: ['.test-bundles/modules/*.mjs'],
    nodeArgs: ['--test-reporter=tap', '-r', '{{hookFile}}', '{{testFile}}'],
  },
  mutate,
  // What is not copied is not found as a test. A copy goes by the tsconfig.json above it: Stryker's way of rewriting one calls what
  // TypeScript 7 has not.
  ignorePatterns: ['dist', 'test-long', 'test-mutation', 'tsconfig.json', 'test/tsconfig.json', ...leftOut],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // On top of one and a half times what the tests take without a mutant, for machines that others use too.
  timeoutMS: 5_000,
  thresholds: { high: 95, low: leastKilled, break: leastKilled },
  reporters: ['clear-text', 'json', 'progress-append-only'],
  clearTextReporter: { logTests: false, allowColor: false, allowEmojis: false },
  jsonReporter: { fileName: 'reports/mutation.json' },
  cleanTempDir: 'always',
  incremental: false,
})

/** Stryker's ways of changing a program, but for the one that makes a condition always hold or never. */
const otherThanConditions = [
  'ArithmeticOperator',
  'ArrayDeclaration',
  'ArrowFunction',
  'AssignmentOperator',
  'BlockStatement',
  'BooleanLiteral',
  'EqualityOperator',
  'LogicalOperator',
  'MethodExpression',
  'ObjectLiteral',
  'OptionalChaining',
  'Regex',
  'StringLiteral',
  'UnaryOperator',
  'UpdateOperator',
]

/** The same, but only mutants that take away a check or make it refuse all. `mutate` may narrow down where. */
export const onlyChecks = (
  all: ReturnType<typeof nodeTestMutation>,
  mutate: readonly string[] = all.mutate,
) => ({ ...all, mutate, mutator: { excludedMutations: otherThanConditions } })
