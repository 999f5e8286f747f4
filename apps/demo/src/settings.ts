import { resolve } from 'node:path'

/** Where the demo keeps its data and listens. */
export interface DemoSettings {
  /** Absolute. */
  readonly directory: string
  readonly page: PortWish
  readonly api: PortWish
}

/** A port, and whether a person has asked for it: another one is then no answer. */
export interface PortWish {
  readonly variable: string
  readonly port: number
  readonly isAskedFor: boolean
}

/** Told to a person as it is. */
export class DemoError extends Error {
  override readonly name = 'DemoError'
}

type Environment = Readonly<Record<string, string | undefined>>

const portWish = (environment: Environment, variable: string, otherwise: number): PortWish => {
  const text = environment[variable]
  if (text === undefined || text === '') return { variable, port: otherwise, isAskedFor: false }
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (port >= 1 && port <= 65_535) return { variable, port, isAskedFor: true }
  throw new DemoError(`${variable} must be a port number from 1 to 65535.`)
}

/** @throws {DemoError} */
export const readDemoSettings = (environment: Environment): DemoSettings => ({
  directory: resolve(environment.TASKPORT_DATA_DIR ?? '.taskport/demo'),
  page: portWish(environment, 'PORT', 3_000),
  api: portWish(environment, 'API_PORT', 8_000),
})
