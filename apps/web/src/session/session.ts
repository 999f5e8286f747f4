import { authClient } from './auth-client.js'
import { tokenSubject } from './token-subject.js'

/** Who is signed in. */
export interface Person {
  readonly id: string
  readonly name: string
  readonly email: string
}

/** What was wrong with an attempt to sign in or up, or why it could not be made; a sentence for a person. */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused'
}

/** Nobody is signed in any more. */
export class SessionExpired extends Error {
  override readonly name = 'SessionExpired'
}

const unreachable = 'Taskport cannot be reached. Check your connection and try again.'

/** What Better Auth says by its codes, as this page says things. */
const sentences: ReadonlyMap<string, string> = new Map([
  ['INVALID_EMAIL_OR_PASSWORD', 'The e-mail or the password is not right.'],
  ['USER_ALREADY_EXISTS', 'There is an account with this e-mail already.'],
  ['USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL', 'There is an account with this e-mail already.'],
])

interface Failure {
  readonly status: number
  readonly code?: string | undefined
  readonly message?: string | undefined
}

const refusalOf = ({ status, code = '', message }: Failure): SignInRefused => {
  if (status === 429) return new SignInRefused('Too many attempts. Wait a minute and try again.')
  if (status >= 500 || status === 0) return new SignInRefused(unreachable)
  return new SignInRefused(sentences.get(code) ?? message ?? 'That was not accepted.')
}

interface Answer {
  readonly data: unknown
  readonly error: Failure | null
}

const settled = async (request: Promise<Answer>): Promise<unknown> => {
  const { data, error } = await request.catch(() => {
    throw new SignInRefused(unreachable)
  })
  if (error !== null) throw refusalOf(error)
  return data
}

const isPerson = (value: unknown): value is Person =>
  typeof value === 'object' &&
  value !== null &&
  ['id', 'name', 'email'].every((name) => typeof new Map(Object.entries(value)).get(name) === 'string')

const personIn = (answer: unknown): Person => {
  const user = typeof answer === 'object' && answer !== null && 'user' in answer ? answer.user : null
  if (!isPerson(user)) throw new SignInRefused(unreachable)
  return user
}

/** Null when nobody is signed in. @throws {SignInRefused} when that cannot be known */
export const currentPerson = async (): Promise<Person | null> => {
  const answer = await settled(authClient.getSession())
  return answer === null ? null : personIn(answer)
}

/** @throws {SignInRefused} */
export const signIn = async (email: string, password: string): Promise<Person> =>
  personIn(await settled(authClient.signIn.email({ email, password })))

/** @throws {SignInRefused} */
export const signUp = async (name: string, email: string, password: string): Promise<Person> =>
  personIn(await settled(authClient.signUp.email({ name, email, password })))

/** @throws {SignInRefused} when nobody could be told */
export const signOut = async (): Promise<void> => {
  await settled(authClient.signOut())
}

/**
 * A new token for the API. Tabs share their cookies: another person may have signed in in another tab since, and nothing of this
 * one's may be sent in their name.
 * @param personId whose token it is to be
 * @throws {SessionExpired} when they are not signed in any more
 * @throws {SignInRefused} when the server cannot be reached
 */
export const loadToken = async (personId: string): Promise<string> => {
  const response = await fetch('/api/auth/token').catch(() => {
    throw new SignInRefused(unreachable)
  })
  if (response.status === 401) throw new SessionExpired('The session has expired')
  if (!response.ok) throw new SignInRefused(unreachable)
  const body: unknown = await response.json()
  if (typeof body === 'object' && body !== null && 'token' in body && typeof body.token === 'string') {
    if (tokenSubject(body.token) !== personId) throw new SessionExpired('Somebody else is signed in')
    return body.token
  }
  throw new SignInRefused(unreachable)
}
