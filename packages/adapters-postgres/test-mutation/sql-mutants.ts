import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type MutationRule, type TextMutant, textMutants } from '../../../test-mutation/text-mutant.js'
import { ownerComparison, ownerRules } from './owner-rules.js'
import { predicateRules } from './predicate-rules.js'
import { sqlPlaces } from './sql-places.js'
import { policyRules, proofRules, roleRules, statementRules } from './wall-rules.js'

export const packageDirectory = resolve(import.meta.dirname, '..')

export const readSource = (file: string): Promise<string> => readFile(join(packageDirectory, file), 'utf8')

const sources = async (directory: string): Promise<readonly string[]> => {
  const entries = await readdir(join(packageDirectory, directory), { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(packageDirectory.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort()
}

const wall = 'migrations/0002_the-second-wall.sql'
/** Makes the policies anew. */
const policies = 'migrations/0005_cheaper-writes.sql'

/** What a later migration takes away again: nothing can tell whether it is wrong. */
const superseded = /create function count_(?:new|gone)_tasks\(\)[\s\S]*?\n\$\$;/g

/** A function in the migration that makes the policies anew, which have rules of their own. */
const madeAnew = /create or replace function [\s\S]*?\n\$\$;/g

/** Whether an index of a text is in a match of the pattern. */
const isInside = (text: string, pattern: RegExp) => {
  const ranges = [...text.matchAll(pattern)].map(
    ({ 0: match, index }) => [index, index + match.length] as const,
  )
  return (place: number): boolean => ranges.some(([from, to]) => from <= place && place < to)
}

const statementsOf = (file: string, text: string): ((place: number) => boolean) => {
  if (!file.endsWith('.sql')) return sqlPlaces(text)
  if (file === policies) return isInside(text, madeAnew)
  const isSuperseded = isInside(text, superseded)
  return (place) => !isSuperseded(place)
}

/**
 * Mutants of the SQL in one source. @throws {Error} when it compares an owner as none of the rules does: it would escape them
 */
const ofStatements = async (file: string, rules: readonly MutationRule[]): Promise<readonly TextMutant[]> => {
  const text = await readSource(file)
  const isSql = statementsOf(file, text)
  const mutants = textMutants(file, text, rules, isSql)
  const lines = new Set(mutants.map(({ line }) => line))
  for (const { index } of text.matchAll(ownerComparison)) {
    const line = text.slice(0, index).split('\n').length
    if (isSql(index) && !lines.has(line))
      throw new Error(`${file}:${line} compares an owner in a way that owner-rules.ts does not know`)
  }
  return mutants
}

/** @throws {Error} for a rule that matches nothing: what it guarded is no longer there */
const ofFile = async (file: string, rules: readonly MutationRule[]): Promise<readonly TextMutant[]> => {
  const text = await readSource(file)
  return rules.flatMap((rule) => {
    const mutants = textMutants(file, text, [rule])
    if (mutants.length === 0) throw new Error(`${rule.pattern} matches nothing in ${file}`)
    return mutants
  })
}

/** All that are tried: of every statement and trigger, of the second wall and of the proof that it stands. */
export const sqlMutants = async (): Promise<readonly TextMutant[]> => {
  const code = await sources('src')
  const tasks = code.filter((file) => file.startsWith('src/tasks/'))
  const others = code.filter((file) => !file.startsWith('src/tasks/'))
  const migrations = (await sources('migrations')).filter((file) => file !== wall)
  const statements = await Promise.all([
    ...tasks.map((file) => ofStatements(file, [...ownerRules, ...predicateRules])),
    ...[...others, ...migrations].map((file) => ofStatements(file, ownerRules)),
  ])
  return [
    ...statements.flat(),
    ...(await ofFile('src/connection/walled-trip.ts', statementRules)),
    ...(await ofFile(wall, roleRules)),
    ...(await ofFile(policies, policyRules)),
    ...(await ofFile('src/prove-isolation.ts', proofRules)),
  ]
}
