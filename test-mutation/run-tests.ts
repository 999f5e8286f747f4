import { spawn } from 'node:child_process'

export interface TestRun {
  readonly directory: string
  readonly testFiles: readonly string[]
  /** Further options of `node --test`. */
  readonly nodeOptions: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** After which the tests are ended, and have failed. */
  readonly limitMs: number
}

/** How tests ended: `output` is what they printed, to show when it was not as it should be. */
export interface TestEnd {
  readonly passed: boolean
  readonly output: string
}

const linesShown = 60

/** Runs node:test files in a process of their own, up to the first failure that they report. */
export const runTests = ({ directory, testFiles, nodeOptions, env, limitMs }: TestRun): Promise<TestEnd> =>
  new Promise((resolve, reject) => {
    const child = spawn(
      'node',
      [
        '--conditions=@taskport/source',
        '--import=tsx',
        '--test',
        '--test-reporter=tap',
        ...nodeOptions,
        ...testFiles,
      ],
      { cwd: directory, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
    )
    let output = ''
    let hasFailed = false
    const timer = setTimeout(() => child.kill(), limitMs)
    const hear = (chunk: string) => {
      output += chunk
      if (hasFailed || !/^ *not ok /m.test(output)) return
      hasFailed = true
      // SIGTERM: node:test ends its test processes, and the global teardown runs.
      child.kill()
    }
    child.stdout.setEncoding('utf8').on('data', hear)
    child.stderr.setEncoding('utf8').on('data', hear)
    child.on('error', reject)
    child.on('close', (code) => {
      clearTimeout(timer)
      resolve({ passed: code === 0 && !hasFailed, output: output.split('\n').slice(-linesShown).join('\n') })
    })
  })
