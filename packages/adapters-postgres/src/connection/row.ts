import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { Instant } from '@taskport/domain'
import { instantFromText } from './instant-text.js'

/** A row as PostgreSQL printed it: a text or null by column, in the order that the statement names them. */
export type Row = readonly (string | null)[]

/** Reads a row of a query; given to `sql.type`, which asks for a schema. */
export interface RowReader<T> extends StandardSchemaV1<unknown, T> {
  /** @throws {TypeError | RangeError} when the row is not what it expects */
  read(row: Row): T
}

const isRow = (value: unknown): value is Row => Array.isArray(value)

/** Makes a reader of rows from a function that throws when a row is not what it expects. */
export const rowReader = <T>(read: (row: Row) => T): RowReader<T> => ({
  read,
  '~standard': {
    version: 1,
    vendor: 'taskport',
    validate: (value) => (isRow(value) ? { value: read(value) } : { issues: [{ message: 'Not a row' }] }),
  },
})

/** @throws {TypeError} when the column is missing or null. */
export const text = (row: Row, column: number): string => {
  const value = row[column]
  if (typeof value === 'string') return value
  throw new TypeError(`The query answered nothing in column ${column}`)
}

/** @throws {TypeError} when the column is missing. */
export const textOrNull = (row: Row, column: number): string | null =>
  row[column] === null ? null : text(row, column)

/** A `timestamptz`. @throws {TypeError | RangeError} when it is missing, null or infinite. */
export const instant = (row: Row, column: number): Instant => instantFromText(text(row, column))

/** A `timestamptz`. @throws {TypeError | RangeError} when it is missing or infinite. */
export const instantOrNull = (row: Row, column: number): Instant | null =>
  row[column] === null ? null : instant(row, column)

/** @throws {TypeError} when the column is missing, null or no integer that a number holds exactly. */
export const integer = (row: Row, column: number): number => {
  const value = Number(text(row, column))
  if (Number.isSafeInteger(value)) return value
  throw new TypeError(`The query answered something else than an integer in column ${column}`)
}

/** @throws {TypeError} when the column is missing or null. */
export const boolean = (row: Row, column: number): boolean => text(row, column) === 't'
