import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { Instant } from '@taskport/domain'
import { instantFromText } from './instant-text.js'

/** A row as PostgreSQL printed it: a text or null by column. */
export type Row = Readonly<Record<string, unknown>>

/** Reads a row of a query; given to `sql.type`. */
export type RowReader<T> = StandardSchemaV1<unknown, T>

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null

/** Makes a reader of rows from a function that throws when a row is not what it expects. */
export const rowReader = <T>(read: (row: Row) => T): RowReader<T> => ({
  '~standard': {
    version: 1,
    vendor: 'taskport',
    validate: (value) => (isRow(value) ? { value: read(value) } : { issues: [{ message: 'Not a row' }] }),
  },
})

/** @throws {TypeError} when the column is missing or null. */
export const text = (row: Row, column: string): string => {
  const value = row[column]
  if (typeof value === 'string') return value
  throw new TypeError(`The query answered no ${column}`)
}

/** @throws {TypeError} when the column is missing. */
export const textOrNull = (row: Row, column: string): string | null =>
  row[column] === null ? null : text(row, column)

/** A column `to_json(… at time zone 'utc')`. @throws {TypeError | RangeError} when it is missing, null or infinite. */
export const instant = (row: Row, column: string): Instant => instantFromText(text(row, column))

/** A column `to_json(… at time zone 'utc')`. @throws {TypeError | RangeError} when it is missing or infinite. */
export const instantOrNull = (row: Row, column: string): Instant | null =>
  row[column] === null ? null : instant(row, column)

/** @throws {TypeError} when the column is missing, null or no integer that a number holds exactly. */
export const integer = (row: Row, column: string): number => {
  const value = Number(text(row, column))
  if (Number.isSafeInteger(value)) return value
  throw new TypeError(`The query answered a ${column} that is not an integer`)
}

/** @throws {TypeError} when the column is missing or null. */
export const boolean = (row: Row, column: string): boolean => text(row, column) === 't'
