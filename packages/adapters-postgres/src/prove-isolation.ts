import { randomUUID } from 'node:crypto'
import { StorageUnavailable } from '@taskport/domain'
import { DatabaseError } from 'pg'
import { sql } from 'slonik'
import type { Database } from './connection/database.js'
import { boolean, rowReader } from './connection/row.js'

/** Thrown when one owner's statements could reach another's rows: nothing may be served. */
export class IsolationError extends Error {
  override readonly name = 'IsolationError'
}

const isTrue = rowReader((row) => boolean(row, 0))

const canStranger = {
  /** The role of an owner's statements is held by the policies, on both tables. */
  beHeld: sql.type(isTrue)`
    select current_user = 'taskport_api' and not rolsuper and not rolbypassrls
      and row_security_active('owners') and row_security_active('tasks') as is_true
    from pg_roles
    where rolname = current_user`,

  /** Someone who owns nothing sees anything. */
  seeRows: sql.type(isTrue)`
    select exists (select from tasks) or exists (select from owners) as is_true`,
}

/** Divides by zero once the row is written, so that it is never kept. */
const writeAs = (ownerId: string) => sql.type(isTrue)`
  with written as (insert into owners (user_id, version) values (${ownerId}, 1) returning 1)
  select 1 / (count(*) - count(*)) = 1 as is_true from written`

const insufficientPrivilege = '42501'

const causes = function* (error: unknown): Generator<unknown> {
  for (let link = error; link instanceof Error; link = link.cause) yield link
}

const isRefused = (error: unknown): boolean =>
  [...causes(error)].some((link) => link instanceof DatabaseError && link.code === insufficientPrivilege)

/**
 * Tries the second wall as a stranger: with a new owner's powers it must see no row, and write none of another's.
 * @throws {IsolationError} when it does not hold
 * @throws {StorageUnavailable} when it could not be tried, as on a standby
 */
export const proveIsolation = async ({ run }: Database): Promise<void> => {
  const stranger = `stranger ${randomUUID()}`
  const fail = (what: string) => {
    throw new IsolationError(
      `Row-level security does not hold: ${what}. See that the migrations have run with this login, that nobody has changed the ` +
        'role taskport_api or the policies own_rows, and that the login is a member of that role.',
    )
  }
  if ((await run(stranger, ({ maybe }) => maybe(canStranger.beHeld))) !== true) {
    fail('statements do not run as taskport_api under the policies')
  }
  if (await run(stranger, ({ maybe }) => maybe(canStranger.seeRows))) fail('a stranger sees rows')
  await run(stranger, ({ maybe }) => maybe(writeAs(`${stranger}'s victim`))).then(
    () => fail('a stranger writes rows of another'),
    (error: unknown) => {
      if (isRefused(error)) return
      // A database that breaks off, or can only be read from, has proved nothing, neither well nor ill.
      if (error instanceof StorageUnavailable) throw error
      fail('a stranger writes rows of another')
    },
  )
}
