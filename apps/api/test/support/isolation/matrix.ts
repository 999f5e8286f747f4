import { attackRoute } from './attack-route.js'
import { randomWord } from './knowledge.js'
import { tokensOf, uselessTokens } from './opaque-tokens.js'
import { readOperations } from './operations.js'
import { playing } from './playing.js'
import type { Stage } from './stage.js'
import type { Target } from './target.js'
import { openUser, type User } from './user.js'
import { watch } from './watch.js'
import { attackWithoutToken } from './without-token.js'

export interface Direction {
  readonly attackerId: string
  readonly victimId: string
}

/** Enough of each kind that every list has a second page. */
const settle = async (victim: User, word: string): Promise<void> => {
  for (const status of ['pending', 'completed']) {
    for (const number of [1, 2]) await victim.create({ title: `${word} ${status} ${number}`, status })
  }
  for (const number of [1, 2]) await victim.trash(await victim.create({ title: `${word} gone ${number}` }))
}

/**
 * Attacks one user's tasks as another by every route that the router has, and without any token. Answers a sentence for
 * each thing by which the victim's tasks are told from tasks that never were, or are changed: none, when all is well.
 */
export const isolationBreaches = async (
  target: Target,
  { attackerId, victimId }: Direction,
): Promise<string[]> => {
  const { operations, problems } = await readOperations(target)
  const attacker = openUser(target, attackerId)
  const victim = openUser(target, victimId)
  const word = randomWord()
  await settle(victim, word)
  const tokens = await tokensOf(victim, operations)
  const stage: Stage = { target, operations, attacker, victim, word, tokens }
  const breaches = [...problems, ...(await uselessTokens(victim, operations, tokens))]
  for (const operation of operations) {
    breaches.push(...(await playing(operation.route, () => attackRoute(stage, operation))))
  }
  breaches.push(
    ...(await playing('Watching', () => watch(stage))),
    ...(await playing('Without a token', () => attackWithoutToken(stage))),
  )
  return breaches
}
