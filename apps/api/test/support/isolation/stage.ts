import type { Received } from './exchange.js'
import type { Knowledge, OpaqueToken } from './knowledge.js'
import type { Operation } from './operations.js'
import type { Target } from './target.js'
import type { User } from './user.js'

/** One user who tries to learn of another's tasks, or to change them. */
export interface Stage {
  readonly target: Target
  readonly operations: readonly Operation[]
  readonly attacker: User
  readonly victim: User
  /** A word that stands in each of the victim's titles. */
  readonly word: string
  /** The victim's cursors and sync marks. */
  readonly tokens: readonly OpaqueToken[]
}

/** What is to be known of a task of the victim's, by its id. */
export const knowledgeOf = async (stage: Stage, of: string, taskId: string): Promise<Knowledge> => ({
  of,
  taskId,
  etag: `"${(await stage.victim.versions()).get(taskId)}"`,
  userId: stage.victim.userId,
  word: stage.word,
  tokens: stage.tokens,
})

/** What an answer to somebody else shows of the victim; null when nothing. */
export const leakIn = ({ victim, word }: Stage, { head, body }: Received): string | null => {
  const text = `${head}\n${body}`
  if (text.includes(word)) return `shows a title of ${victim.userId}`
  return text.includes(JSON.stringify(victim.userId)) ? `names ${victim.userId}` : null
}
