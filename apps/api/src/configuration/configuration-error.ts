/** Everything that is wrong with the environment, in one go, so that it takes one restart to mend it. */
export class ConfigurationError extends Error {
  /** Each a sentence or two that name what to change. */
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    const lines = problems.map((problem) => `- ${problem}`)
    super(['Taskport cannot start with this configuration:', ...lines].join('\n'))
    this.name = 'ConfigurationError'
    this.problems = problems
  }
}
