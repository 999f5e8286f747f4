/** Everything that is wrong with the environment, in one go, so that it takes one restart to mend it. */
export class ConfigurationError extends Error {
  constructor(problems: readonly string[]) {
    super(
      ['Taskport cannot start with this configuration:', ...problems.map((problem) => `- ${problem}`)].join(
        '\n',
      ),
    )
    this.name = 'ConfigurationError'
  }
}
