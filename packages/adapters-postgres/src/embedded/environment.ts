const passedOn = ['SystemRoot', 'TEMP', 'TMP'] // Windows starts no process without the first

/**
 * The environment of PostgreSQL's programs: nothing of ours but the search path, so that neither the language of the
 * machine, nor its time zone, nor a stray PG… variable decides what kind of database this becomes.
 */
export const serverEnvironment = (): Record<string, string> => {
  const environment: Record<string, string> = {
    PATH: process.env.PATH ?? '/usr/sbin:/usr/bin:/sbin:/bin',
    LC_ALL: 'C',
    TZ: 'UTC',
  }
  for (const name of passedOn) {
    const value = process.env[name]
    if (value !== undefined) environment[name] = value
  }
  return environment
}
