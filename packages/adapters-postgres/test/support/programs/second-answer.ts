import type { Answer } from './answer.js'
import type { Command } from './command.js'

const refused = (code: string): Answer => ({ kind: 'refusal', refusal: { code } })

const changedAgain = (
  command: Extract<Command, { do: 'update' | 'delete' | 'restore' }>,
  first: Answer,
): Answer => {
  if (first.kind !== 'task') return first
  if (command.do === 'delete') return refused('TASK_NOT_FOUND')
  const { task } = first
  if (command.ifRanks !== undefined && !command.ifRanks.includes(task.version)) {
    return { kind: 'refusal', refusal: { code: 'VERSION_CONFLICT', current: task } }
  }
  return command.do === 'restore' ? refused('TASK_NOT_DELETED') : first
}

/**
 * What the same command answers when it is sent once more, right after its first answer: a creation is known again, a
 * condition no longer holds once the change is made, the trash is empty; what was refused is refused, what was read is read.
 */
export const secondAnswer = (command: Command, first: Answer): Answer => {
  switch (command.do) {
    case 'create':
      return first.kind === 'creation' ? { ...first, created: false } : first
    case 'update':
    case 'delete':
    case 'restore':
      return changedAgain(command, first)
    case 'purge':
      return { kind: 'purge', purged: 0 }
    default:
      return first
  }
}
