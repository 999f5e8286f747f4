import type { Answer, PlainTask } from './answer.js'
import type { Command } from './command.js'

const shortened = (text: string): string =>
  text.length > 40 ? `${text.slice(0, 20)} … (${text.length})` : text

/** As JSON, with what no program tells apart left short: the repeating ids and the long texts. */
const inShort = (value: unknown): string =>
  JSON.stringify(value, (_, part) => (typeof part === 'string' ? shortened(shortId(part)) : part)) ?? ''

/** `a` for the chosen id of letters a, `#1` for the first one that was made. */
const shortId = (text: string): string =>
  text
    .replace(/^([0-9a-f])\1{7}-\1{4}-4\1{3}-8\1{3}-\1{12}$/, '$1')
    .replace(/^0{8}-0{4}-7000-8000-0*([0-9a-f]+)$/, '#$1')

const condition = (ifRanks: readonly number[] | undefined): string =>
  ifRanks === undefined ? '' : ` if version in ${JSON.stringify(ifRanks)}`

/** A command as a line of a program. */
export const commandLine = (command: Command): string => {
  switch (command.do) {
    case 'create': {
      const { ownerId, ...content } = command.creation
      return `${ownerId}: create ${inShort(content)}`
    }
    case 'get':
      return `${command.key.ownerId}: get ${shortId(command.key.taskId)}`
    case 'update': {
      const { key, changes, ifRanks } = command
      return `${key.ownerId}: update ${shortId(key.taskId)} ${inShort(changes)}${condition(ifRanks)}`
    }
    case 'delete':
    case 'restore': {
      const { key, ifRanks } = command
      return `${key.ownerId}: ${command.do} ${shortId(key.taskId)}${condition(ifRanks)}`
    }
    case 'list': {
      const { ownerId, ...query } = command.query
      const from = command.after === null ? '' : ` behind place ${command.after}`
      return `${ownerId}: list ${inShort(query)}${from}`
    }
    case 'changes': {
      const { ownerId, since, limit } = command
      const from = typeof since === 'number' ? `mark ${since}` : (since ?? 'the beginning')
      return `${ownerId}: changes from ${from}, ${limit === undefined ? 'all' : `at most ${limit}`}`
    }
    case 'purge':
      return `purge what is in the trash for ${command.days ?? 30} days`
  }
}

const taskWord = (task: PlainTask): string =>
  `${shortId(task.id)}@${task.version}${task.deletedAt === null ? '' : ' (in the trash)'}`

/** An answer in a few words: a task is its id, `@` and its version. */
export const answerWords = (answer: Answer): string => {
  switch (answer.kind) {
    case 'task':
      return taskWord(answer.task)
    case 'creation':
      return `${taskWord(answer.task)} ${answer.created ? 'created' : 'repeated'}`
    case 'list':
      return `[${answer.tasks.map(taskWord).join(', ')}]${answer.next === null ? '' : ' and more'}`
    case 'changes':
      return `[${answer.tasks.map(taskWord).join(', ')}]${answer.hasMore ? ' and more' : ''}`
    case 'purge':
      return `${answer.purged} forgotten`
    case 'refusal':
      return answer.refusal.code
    case 'fault':
      return answer.message
  }
}

/** An answer with everything in it. */
export const wholeAnswer = (answer: unknown): string => inShort(answer)
