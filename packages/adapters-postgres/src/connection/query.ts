import type { PrimitiveValueExpression, QuerySqlToken } from 'slonik'
import type { RowReader } from './row.js'

/** A query whose rows are read by the reader that its `sql.type` was given. */
export type Query<T> = QuerySqlToken<RowReader<T>>

const placeholder = /\$slonik_(\d+)/g

/**
 * Makes queries of one text, which slonik's tag writes once: writing it takes microseconds, which every request would pay anew.
 * `write` puts `value('name')` where the value of that name belongs, as often as it likes; it is sent once.
 * @throws {Error} when a value stands in the text that has no name
 */
export const queryTemplate = <const Name extends string, T>(
  names: readonly Name[],
  write: (value: (name: Name) => string) => Query<T>,
): ((values: Readonly<Record<Name, PrimitiveValueExpression>>) => Query<T>) => {
  const template = write((name) => name)
  const numbers = new Map<unknown, number>(names.map((name, index) => [name, index + 1]))
  const text = template.sql.replace(placeholder, (_, place) => {
    const number = numbers.get(template.values[Number(place) - 1])
    if (number === undefined) throw new Error(`A value without a name in: ${template.sql}`)
    return `$slonik_${number}`
  })
  return (values) => ({ ...template, sql: text, values: names.map((name) => values[name]) })
}
