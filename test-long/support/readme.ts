import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** One command of the README with the answers shown below it; none where it shows none. */
export interface Example {
  readonly command: string
  readonly answers: readonly unknown[]
}

const block = /```(sh|json)\n([\s\S]*?)```/g

/** The commands of one section, in order. */
export const readmeExamples = async (clone: string, section: string): Promise<Example[]> => {
  const readme = await readFile(join(clone, 'README.md'), 'utf8')
  const text = readme.split(/^## /m).find((part) => part.startsWith(`${section}\n`))
  if (text === undefined) throw new Error(`The README has no section "${section}"`)
  const examples: { command: string; answers: unknown[] }[] = []
  for (const [, language, content = ''] of text.matchAll(block)) {
    if (language === 'sh') examples.push({ command: content.trim(), answers: [] })
    else
      examples.at(-1)?.answers.push(
        ...content
          .trim()
          .split('\n')
          .map((line): unknown => JSON.parse(line)),
      )
  }
  return examples
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** Blanks what differs from run to run: instants, ids that the server makes, request ids. */
export const masked = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(masked)
  if (isObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [
        name,
        name === 'requestId' ? '<request id>' : masked(item),
      ]),
    )
  if (typeof value !== 'string') return value
  return value
    .replace(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, '<instant>')
    .replace(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/, '<made id>')
}
