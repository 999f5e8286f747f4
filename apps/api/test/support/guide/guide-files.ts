import { readFileSync } from 'node:fs'

const root = new URL('../../../../../', import.meta.url)

/** A file by its path, and its text. */
export type Files = Readonly<Record<string, string>>

const blocks = (document: string): string[] =>
  [...readFileSync(new URL(document, root), 'utf8').matchAll(/^```tsx?\n(.*?)^```$/gms)].map(
    ([, code = '']) => code,
  )

const nameOf = (code: string): string | undefined => /^\/\/ (\S+\.tsx?)\n/.exec(code)?.[1]

/** The files that docs/frontend.md tells its readers to write, each under the name in its first line. @throws when one has none */
export const guideFiles = (): Files =>
  Object.fromEntries(
    blocks('docs/frontend.md').map((code) => {
      const path = nameOf(code)
      if (path === undefined) throw new Error(`This code block does not begin with its file's name:\n${code}`)
      return [path, code]
    }),
  )

const readme = 'packages/client/README.md'

/** The files that the client's README shows. */
export const readmeFiles = (): Files =>
  Object.fromEntries(
    blocks(readme).flatMap((code) => {
      const path = nameOf(code)
      return path === undefined ? [] : [[`readme/${path}`, code]]
    }),
  )

/** The example of the client's README, given what it takes for granted. */
export const readmeExample = (): string =>
  [
    `const loadToken = async () => process.env['TOKEN'] ?? ''`,
    ...blocks(readme).filter((code) => nameOf(code) === undefined),
  ]
    .join('\n')
    .replaceAll(`'http://127.0.0.1:8000'`, `process.env['NEXT_PUBLIC_TASKPORT_URL'] ?? ''`)
