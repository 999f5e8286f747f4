import { type Draft, plainDraft, sentAs } from './draft.js'
import { exchange, type Received, visible, visibleOfAny } from './exchange.js'
import { type Knowledge, ofNobody } from './knowledge.js'
import type { Operation } from './operations.js'
import { playing } from './playing.js'
import { knowledgeOf, leakIn, type Stage } from './stage.js'
import { furtherVariationsOf, type Variation, variationsOf } from './variations.js'

const isSafe = ({ method }: Operation): boolean => method === 'GET' || method === 'HEAD'

/** What is made anew by each request has an id, instants and a version of its own. */
const comparable = (operation: Operation) =>
  isSafe(operation) || operation.parameters.includes('id') ? visible : visibleOfAny

const indented = (text: string): string => text.replaceAll('\r', '').replaceAll(/^/gm, '    ')

/** Sends one request twice, about somebody's task and about one that never was; says what tells them apart. */
const tellApart = async (
  stage: Stage,
  operation: Operation,
  variation: Variation,
  theirs: Knowledge,
  nobodys: Knowledge,
): Promise<string[]> => {
  const { target, attacker } = stage
  const draftOf = (knowledge: Knowledge): Draft =>
    variation.change(plainDraft(operation, knowledge, attacker.userId), knowledge)
  const ask = (knowledge: Knowledge): Promise<Received> =>
    exchange(target.address, sentAs(operation, draftOf(knowledge), attacker.userId))
  const unknown = await ask(nobodys)
  const known = await ask(theirs)
  const cell = `${operation.route} ${variation.name}, about ${theirs.of}`
  const view = comparable(operation)
  const leak = leakIn(stage, known)
  const isForeignPath =
    operation.parameters.includes('userId') && draftOf(theirs).pathUserId !== attacker.userId
  return [
    ...(isForeignPath && known.status !== 403 ? [`${cell}: is answered ${known.status}, not 403.`] : []),
    ...(view(known) === view(unknown)
      ? []
      : [
          `${cell}: is told from ${nobodys.of}.\n${indented(view(known))}\n  instead of\n${indented(view(unknown))}`,
        ]),
    ...(known.status >= 500 ? [`${cell}: is answered ${known.status}.`] : []),
    ...(leak === null ? [] : [`${cell}: ${leak}.`]),
  ]
}

/** The attacker's own use of a route, with ids that the victim has too: it must be served, or the rest shows nothing. */
const ownUse = async (stage: Stage, operation: Operation, ids: readonly string[]): Promise<string[]> => {
  const { target, attacker } = stage
  const [live = '', trashed = ''] = ids
  if (operation.parameters.includes('id')) {
    for (const id of ids) await attacker.create({ id, title: 'Own' })
    await attacker.trash(trashed)
  }
  const breaches: string[] = []
  const answers: Received[] = []
  for (const taskId of [live, trashed]) {
    const draft = plainDraft(operation, { taskId }, attacker.userId)
    const answer = await exchange(target.address, sentAs(operation, draft, attacker.userId))
    const leak = leakIn(stage, answer)
    if (leak !== null) breaches.push(`${operation.route} about a task of one’s own: ${leak}.`)
    answers.push(answer)
  }
  if (!answers.some(({ status }) => status < 300)) {
    const got = answers.map(visible).map(indented).join('\n')
    breaches.push(`${operation.route} is not served to the owner, so it shows nothing of others:\n${got}`)
  }
  return breaches
}

/** Attacks the victim by one route in every way there is, and answers what came of it: nothing, when all is well. */
export const attackRoute = async (stage: Stage, operation: Operation): Promise<string[]> => {
  const { target, victim, word } = stage
  const live = await victim.create({ title: `${word} live` })
  const completed = await victim.create({ title: `${word} completed`, status: 'completed' })
  const trashed = await victim.create({ title: `${word} trashed` })
  await victim.trash(trashed)
  const ofLive = await knowledgeOf(stage, 'their task', live)
  const ofCompleted = await knowledgeOf(stage, 'their completed task', completed)
  const ofTrashed = await knowledgeOf(stage, 'their task in the trash', trashed)
  const before = await target.digestOf(victim.userId)
  const breaches: string[] = []
  const expectUntouched = async (by: string) => {
    if ((await target.digestOf(victim.userId)) === before) return
    breaches.push(`${operation.route} ${by}: what ${victim.userId} has is not what it was.`)
  }
  const tryAll = async (theirs: Knowledge, variations: readonly Variation[]) => {
    const nobodys = ofNobody(theirs)
    for (const variation of variations) {
      breaches.push(...(await tellApart(stage, operation, variation, theirs, nobodys)))
    }
    await expectUntouched(`about ${theirs.of}`)
  }
  await tryAll(ofLive, [...variationsOf(operation), ...furtherVariationsOf(operation, ofLive)])
  await tryAll(ofCompleted, variationsOf(operation))
  await tryAll(ofTrashed, variationsOf(operation))
  const byOwner = `${operation.route} by its owner`
  breaches.push(...(await playing(byOwner, () => ownUse(stage, operation, [live, trashed]))))
  await expectUntouched('about a task of one’s own that has the same id')
  return breaches
}
