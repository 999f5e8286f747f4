import { plainDraft, sentAs } from './draft.js'
import { exchange, visible } from './exchange.js'
import { type Knowledge, ofNobody } from './knowledge.js'
import { isOpen, type Operation } from './operations.js'
import { knowledgeOf, leakIn, type Stage } from './stage.js'

const badTokens: readonly Readonly<Record<string, string>>[] = [
  {},
  { Authorization: 'Bearer x.y.z' },
  { Authorization: 'Bearer null' },
]

const refused = async (
  { target }: Stage,
  operation: Operation,
  theirs: Knowledge,
  nobodys: Knowledge,
): Promise<string[]> => {
  const breaches: string[] = []
  for (const headers of badTokens) {
    const ask = (knowledge: Knowledge) =>
      exchange(
        target.address,
        sentAs(operation, { ...plainDraft(operation, knowledge, knowledge.userId), headers }, null),
      )
    const known = await ask(theirs)
    const cell = `${operation.route} with ${headers.Authorization ?? 'no token'}`
    if (known.status !== 401) breaches.push(`${cell}: is answered ${known.status}, not 401.`)
    if (visible(known) !== visible(await ask(nobodys))) {
      breaches.push(`${cell}: a task that exists is told from one that does not.`)
    }
  }
  return breaches
}

/** A browser's question before a request from another page; it never has a token. */
const preflight = async (
  { target }: Stage,
  operation: Operation,
  theirs: Knowledge,
  nobodys: Knowledge,
): Promise<string[]> => {
  const ask = async (knowledge: Knowledge) => {
    const { path } = sentAs(operation, plainDraft(operation, knowledge, knowledge.userId), null)
    const headers = { Origin: 'https://app.example.com', 'Access-Control-Request-Method': operation.method }
    return visible(await exchange(target.address, { method: 'OPTIONS', path, userId: null, headers }))
  }
  return (await ask(theirs)) === (await ask(nobodys))
    ? []
    : [`OPTIONS of ${operation.route}: a task that exists is told from one that does not.`]
}

/** What is there for everybody shows nothing of anybody. */
const openLeaks = async (stage: Stage): Promise<string[]> => {
  const leaks: string[] = []
  const whole = stage.target.routes.filter((route) => isOpen(route) && !/[:*]/.test(route))
  for (const route of whole) {
    const [method = '', path = ''] = route.split(' ')
    const leak = leakIn(stage, await exchange(stage.target.address, { method, path, userId: null }))
    if (leak !== null) leaks.push(`${route} without a token: ${leak}.`)
  }
  return leaks
}

/** Who has no token learns nothing at all. */
export const attackWithoutToken = async (stage: Stage): Promise<string[]> => {
  const taskId = await stage.victim.create({ title: stage.word })
  const theirs = await knowledgeOf(stage, 'their task', taskId)
  const nobodys = ofNobody(theirs)
  const before = await stage.target.digestOf(stage.victim.userId)
  const breaches: string[] = []
  for (const operation of stage.operations) {
    breaches.push(
      ...(await refused(stage, operation, theirs, nobodys)),
      ...(await preflight(stage, operation, theirs, nobodys)),
    )
  }
  breaches.push(...(await openLeaks(stage)))
  if ((await stage.target.digestOf(stage.victim.userId)) !== before) {
    breaches.push(`Without a token: what ${stage.victim.userId} has is not what it was.`)
  }
  return breaches
}
