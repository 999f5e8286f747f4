import { ConfigurationError } from './configuration-error.js'

export type Environment = Readonly<Record<string, string | undefined>>

interface Range {
  readonly min: number
  readonly max: number
  readonly otherwise: number
}

/**
 * Reads variables one by one and remembers what is wrong with each. An empty variable counts as absent, as Docker and .env
 * files cannot leave one out.
 */
export const environmentReader = (environment: Environment) => {
  const problems: string[] = []

  const text = (name: string): string | undefined => environment[name]?.trim() || undefined

  return {
    text,
    /** Notes a problem that the caller found. */
    problem: (message: string): void => {
      problems.push(message)
    },
    integer: (name: string, { min, max, otherwise }: Range): number => {
      const value = text(name)
      if (value === undefined) return otherwise
      const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN
      if (number >= min && number <= max) return number
      problems.push(`${name} must be a whole number from ${min} to ${max}; it is "${value}".`)
      return otherwise
    },
    choice: <Choice extends string>(name: string, choices: readonly Choice[], otherwise: Choice): Choice => {
      const value = text(name)
      if (value === undefined) return otherwise
      const choice = choices.find((one) => one === value)
      if (choice !== undefined) return choice
      problems.push(`${name} must be one of ${choices.join(', ')}; it is "${value}".`)
      return otherwise
    },
    list: (name: string): string[] =>
      (text(name) ?? '')
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== ''),
    /** @throws {ConfigurationError} when anything was wrong */
    finish: (): void => {
      if (problems.length > 0) throw new ConfigurationError(problems)
    },
  }
}

export type EnvironmentReader = ReturnType<typeof environmentReader>
