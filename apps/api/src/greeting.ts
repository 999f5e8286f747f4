import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Configuration } from './configuration/configuration.js'
import { goesByKeptSecret } from './token-secrets.js'

const projectDirectory = resolve(fileURLToPath(new URL('../../..', import.meta.url)))

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

const tokenCommand = (configuration: Configuration): string =>
  goesByKeptSecret(configuration)
    ? `$(TASKPORT_DATA_DIR=${quoted(configuration.dataDirectory)} npm --prefix ${quoted(projectDirectory)} run --silent token -- --sub alice)`
    : '$TOKEN'

/** What a person who has just started the API wants to know: where it is, where the data is, and what to try first. */
export const greeting = (configuration: Configuration, address: string, place: string): string =>
  `
  Taskport answers at   ${address}
  Try it in a browser   ${address}/docs
  The data is in        ${place}

  Your first task:

    curl -H "Authorization: Bearer ${tokenCommand(configuration)}" -H 'Content-Type: application/json' -d '{"title":"Buy milk"}' ${address}/api/tasks

`
