import { plainDraft, sentAs } from './draft.js'
import { exchange, visible } from './exchange.js'
import type { Stage } from './stage.js'

/** Whatever reads answers the same before and after the victim has created, renamed, deleted and completed something. */
export const watch = async ({ target, operations, attacker, victim, word }: Stage): Promise<string[]> => {
  const taskId = await attacker.create({ title: 'Own' })
  const reads = operations.filter(({ method }) => method === 'GET' || method === 'HEAD')
  const look = async (): Promise<string[]> => {
    const answers: string[] = []
    for (const read of reads) {
      const draft = plainDraft(read, { taskId }, attacker.userId)
      answers.push(visible(await exchange(target.address, sentAs(read, draft, attacker.userId))))
    }
    return answers
  }
  const before = await look()
  const renamed = await victim.create({ title: `${word} to be renamed` })
  await victim.rename(renamed, `${word} renamed`)
  await victim.create({ title: `${word} completed`, status: 'completed' })
  await victim.trash(await victim.create({ title: `${word} to be trashed` }))
  const after = await look()
  return reads.flatMap(({ route }, index) =>
    before[index] === after[index]
      ? []
      : [
          `${route} shows that ${victim.userId} does something:\n${before[index]}\n  and then\n${after[index]}`,
        ],
  )
}
