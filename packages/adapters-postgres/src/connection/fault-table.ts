/**
 * What becomes of a statement that PostgreSQL has answered with an error: `repeated` at once, until its caller's deadline; `unavailable`
 * (nothing was written, the same request can succeed later: 503); `unknown` (a commit may have come before the error: 503 that
 * says so); `fault` (nothing that waiting mends, and a rule of ours should have seen it: 500).
 */
export type Verdict = 'repeated' | 'unavailable' | 'unknown' | 'fault'

export interface KnownFault {
  /** SQLSTATE, or its first two characters for a whole class (PostgreSQL, appendix A). A code is judged before its class. */
  readonly code: string
  readonly verdict: Verdict
  readonly why: string
}

/**
 * All that a server or a pooler is known to say to a statement of ours. What it says to a login is not judged by this table: nothing was
 * asked of it yet, so it is always `unavailable` (and at the start, before anybody is served, see wait-for-database.ts).
 */
export const knownFaults: readonly KnownFault[] = [
  {
    code: '08',
    verdict: 'unknown',
    why: 'a pooler lost its server, or the protocol its place, under the statement',
  },
  {
    code: '0A000',
    verdict: 'fault',
    why: 'the server cannot do what it is asked: older than 14, or no PostgreSQL',
  },
  { code: '22', verdict: 'fault', why: 'a value that the domain should have refused' },
  { code: '23', verdict: 'fault', why: 'a constraint that the domain should have kept' },
  {
    code: '25006',
    verdict: 'unavailable',
    why: 'a standby, or a server set to read only: a failover ends it',
  },
  {
    code: '25P02',
    verdict: 'unavailable',
    why: "a pooler handed over a session in somebody's failed transaction",
  },
  { code: '25P03', verdict: 'unavailable', why: 'the session was ended for idling before it was asked' },
  { code: '25P04', verdict: 'unavailable', why: "the server's transaction_timeout has undone it" },
  { code: '26000', verdict: 'repeated', why: 'a pooler has changed the session; it never began' },
  { code: '28', verdict: 'fault', why: 'the role of the second wall was taken from the login' },
  {
    code: '40',
    verdict: 'repeated',
    why: 'undone, only because others were quicker: serialization, deadlock',
  },
  { code: '40002', verdict: 'fault', why: 'a constraint at commit, as class 23' },
  { code: '40003', verdict: 'unknown', why: 'statement_completion_unknown says so itself' },
  {
    code: '42',
    verdict: 'fault',
    why: 'a table or column is gone, or a right was taken: the schema is not ours',
  },
  { code: '42P05', verdict: 'repeated', why: 'a pooler has changed the session; it never began' },
  { code: '53', verdict: 'unavailable', why: 'the disk, the memory or the connections are used up' },
  {
    code: '55P03',
    verdict: 'unavailable',
    why: "the server's lock_timeout has ended the wait for another's lock",
  },
  {
    code: '57014',
    verdict: 'unavailable',
    why: "the caller's deadline, as statement_timeout, has undone it",
  },
  {
    code: '57P01',
    verdict: 'unknown',
    why: 'the session was ended; between the commit and its answer, perhaps',
  },
  { code: '57P02', verdict: 'unknown', why: 'another process crashed, which ends all wherever they are' },
  { code: '57P03', verdict: 'unavailable', why: 'the server starts, stops or recovers: it never began' },
  { code: '57P04', verdict: 'unknown', why: 'the database was dropped under the session' },
  { code: '57P05', verdict: 'unavailable', why: 'the session was ended for idling before it was asked' },
  {
    code: '58000',
    verdict: 'unavailable',
    why: "the machine under the server failed; the statement's transaction is undone",
  },
  { code: '58030', verdict: 'unavailable', why: 'reading or writing a file failed; the same' },
]

const byCode = new Map(knownFaults.map(({ code, verdict }) => [code, verdict]))

const isSqlState = (code: string): boolean => /^[0-9A-Z]{5}$/.test(code)

/** The verdict on an SQLSTATE; one that nobody has thought of is a fault, and so is what is none. */
export const verdictOn = (code: string): Verdict =>
  (isSqlState(code) ? (byCode.get(code) ?? byCode.get(code.slice(0, 2))) : undefined) ?? 'fault'
