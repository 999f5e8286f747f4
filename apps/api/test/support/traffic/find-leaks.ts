/** The beginning or end of a secret of this length is enough to know it by. */
const tellingLength = 16

/** Not what a test has filled up with one letter. */
const isVaried = (text: string): boolean => new Set(text).size > 4

const runsOf = (text: string): string[] => text.match(/[\w+/=.-]{8,}/g) ?? []

/** What of a text gives a secret away: it, or the beginning or end of it. `secrets` are 8 characters or longer. */
export const secretFinder = (secrets: Iterable<string>): ((text: string) => string[]) => {
  const telling = new Set<string>()
  const odd: string[] = []
  for (const secret of secrets) {
    const isRun = runsOf(secret)[0] === secret
    if (!isRun || secret.length < tellingLength) odd.push(secret, encodeURIComponent(secret))
    else
      for (const end of [secret.slice(0, tellingLength), secret.slice(-tellingLength)])
        if (isVaried(end)) telling.add(end)
  }
  return (text) => {
    const found = new Set(odd.filter((secret) => text.includes(secret)))
    for (const run of new Set(runsOf(text))) {
      for (let from = 0; from + tellingLength <= run.length; from += 1) {
        const piece = run.slice(from, from + tellingLength)
        if (telling.has(piece)) found.add(piece)
      }
    }
    return [...found]
  }
}

const patterns = {
  'a token': /\beyJ[\w-]{8,}/,
  'a password in a URL': /\bpostgres(ql)?:\/\/[^\s:/@"]*:(?!password@)[^\s@"]+@/,
  SQL: /\b(set_config\(|taskport\.owner|created_as|folded_title|purged_version|violates [\w-]+ constraint|syntax error at or near)|\b(from|into|update|join) (tasks|owners|request_counts|pg_\w+)\b|\b(select|insert into|update|delete from)\s[^"]{0,300}\$\d/i,
  'a stack': /\bat (async )?[^\s]+ \(?(file:|node:|\/)[^\s]*:\d+:\d+|\bnode_modules\//,
}

/** Which kinds of things that stay inside a text shows. */
export const leaksIn = (text: string): string[] =>
  Object.entries(patterns)
    .filter(([, pattern]) => pattern.test(text))
    .map(([leak]) => leak)
