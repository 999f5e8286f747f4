import type { TaskState } from '../task/task.js'
import type { ContractCase } from './contract-case.js'
import { expectEqual, expectThat } from './expect-equal.js'
import { sampleId, sampleInstant, sampleTask } from './sample-task.js'

const texts = [
  'plain',
  `quotes ' " \` and \\ and ; -- /* */`,
  '100% _like_ \\_ $1 :name ?',
  'line\nbreak\ttab\r\nend',
  '\u{1F468}\u200D\u{1F469}\u200D\u{1F467} \u{1D518}',
  'e\u0301 is not \u00E9',
  '\u202Eright to left\u202C \uFEFF',
  '\u{10FFFF}'.repeat(255),
]

/** That what is kept is exactly what was given. */
export const keepingCases: readonly ContractCase[] = [
  {
    name: 'find answers the task as it was inserted, with its version',
    check: async (tasks) => {
      const task: TaskState = {
        ...sampleTask('keeping-whole', { at: 7 }),
        description: '',
        status: 'completed',
        completedAt: sampleInstant(120),
        updatedAt: sampleInstant(450),
        deletedAt: sampleInstant(999),
      }
      const insertion = await tasks.insert(task)
      const version = insertion.outcome === 'inserted' ? insertion.task.version : 0
      expectThat(Number.isSafeInteger(version) && version > 0, 'a version is a positive integer')
      const kept = { ...task, version }
      expectEqual(insertion, { outcome: 'inserted', task: kept }, 'insert answers the task with its version')
      const found = await tasks.find({ ownerId: task.userId, taskId: task.id })
      expectEqual(found, kept, 'find answers every field as it was inserted, the deleted task too')
    },
  },
  {
    name: 'texts are kept character by character',
    check: async (tasks) => {
      const ownerId = 'keeping-texts'
      for (const [number, text] of texts.entries()) {
        const task = { ...sampleTask(ownerId, { number, title: text }), description: text }
        await tasks.insert(task)
        const found = await tasks.find({ ownerId, taskId: task.id })
        expectEqual(
          [found?.title, found?.description],
          [text, text],
          'texts are neither folded nor normalised',
        )
      }
    },
  },
  {
    name: 'find answers null for a task that is not there',
    check: async (tasks) => {
      await tasks.insert(sampleTask('keeping-nothing'))
      const found = await tasks.find({ ownerId: 'keeping-nothing', taskId: sampleId(2) })
      expectEqual(found, null, 'an unknown id is null')
    },
  },
]
