import type { TaskQuery, TaskRepository } from '../ports/task-repository.js'
import { foldText } from '../task/fold-text.js'
import type { Task } from '../task/task.js'
import { positionOf } from '../task/task-position.js'
import type { ContractCase } from './contract-case.js'
import { expectEqual } from './expect-equal.js'
import { queryOf } from './query-of.js'
import { sampleId, sampleInstant, sampleTask } from './sample-task.js'

const numberOf = (task: Task): number => Number.parseInt(task.id.slice(-4), 16)

const numbersOf = async (tasks: TaskRepository, query: TaskQuery): Promise<number[]> =>
  (await tasks.list(query)).tasks.map(numberOf)

/** All pages of a query, each asked for from the last task of the one before. */
const pagesOf = async (tasks: TaskRepository, query: TaskQuery): Promise<number[][]> => {
  const pages: number[][] = []
  let { after } = query
  for (;;) {
    const page = await tasks.list({ ...query, after })
    pages.push(page.tasks.map(numberOf))
    const last = page.tasks.at(-1)
    if (!page.hasMore || last === undefined) return pages
    after = positionOf(last, query.sort)
  }
}

const titles = [
  'banana',
  'Apple',
  '\u00C9clair',
  'eclair',
  'Zebra',
  '\u{1F600} first?',
  '\uFF5E last?',
  'apple',
  '10',
  '9',
]

/** Tasks 0 to 9, created at the same moment in pairs, and then changed in another order. */
const keepSamples = async (tasks: TaskRepository, ownerId: string): Promise<void> => {
  for (const [number, title] of titles.entries()) {
    await tasks.insert(sampleTask(ownerId, { number, title, at: 10 * Math.floor(number / 2) }))
  }
  for (const number of [3, 7, 0]) {
    await tasks.update({ ownerId, taskId: sampleId(number) }, (task) => ({ ...task, description: 'Changed' }))
  }
}

const orders = {
  created: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  updated: [1, 2, 4, 5, 6, 8, 9, 3, 7, 0],
  title: [8, 9, 1, 7, 0, 2, 3, 4, 6, 5],
} as const

/** That a list is what was asked for, in its order, page by page. */
export const listCases: readonly ContractCase[] = [
  {
    name: 'list answers each order in both directions, equal dates and titles by id',
    check: async (tasks) => {
      const ownerId = 'list-orders'
      expectEqual(await numbersOf(tasks, queryOf(ownerId)), [], 'an owner without tasks has an empty list')
      await keepSamples(tasks, ownerId)
      for (const sort of ['created', 'updated', 'title'] as const) {
        const ascending = await numbersOf(tasks, queryOf(ownerId, { sort, order: 'asc' }))
        expectEqual(ascending, orders[sort], `ascending by ${sort}`)
        const descending = await numbersOf(tasks, queryOf(ownerId, { sort, order: 'desc' }))
        expectEqual(descending, [...orders[sort]].reverse(), `descending by ${sort}`)
      }
    },
  },
  {
    name: 'list answers every task once over pages of any size',
    check: async (tasks) => {
      const ownerId = 'list-pages'
      await keepSamples(tasks, ownerId)
      for (const sort of ['created', 'updated', 'title'] as const) {
        const expected = { asc: orders[sort], desc: [...orders[sort]].reverse() }
        for (const order of ['asc', 'desc'] as const) {
          for (const limit of [1, 3, 5, 10, 11]) {
            const pages = await pagesOf(tasks, queryOf(ownerId, { sort, order, limit }))
            const what = `pages of ${limit} by ${sort}, ${order}, hold every task once`
            expectEqual(pages.flat(), expected[order], what)
            expectEqual(
              pages.length,
              Math.ceil(10 / limit),
              'the last page is known for the last, even when it is full',
            )
          }
        }
      }
    },
  },
  {
    name: 'list goes on from a place whose task has gone',
    check: async (tasks) => {
      const ownerId = 'list-gone'
      await keepSamples(tasks, ownerId)
      const query = queryOf(ownerId, { order: 'asc', limit: 4 })
      const last = (await tasks.list(query)).tasks.at(-1)
      await tasks.update({ ownerId, taskId: sampleId(3) }, (task) => ({
        ...task,
        deletedAt: sampleInstant(900),
      }))
      const after = last === undefined ? null : positionOf(last, 'created')
      expectEqual(
        await numbersOf(tasks, { ...query, after }),
        [4, 5, 6, 7],
        'the next page begins behind the place',
      )
    },
  },
  {
    name: 'list answers only the status and only the trash that is asked for',
    check: async (tasks) => {
      const ownerId = 'list-filters'
      for (const number of [1, 2, 3, 4]) await tasks.insert(sampleTask(ownerId, { number, at: number }))
      const completed = { status: 'completed', completedAt: sampleInstant(50) } as const
      const change = (number: number, changes: Partial<Pick<Task, 'deletedAt'>> | typeof completed) =>
        tasks.update({ ownerId, taskId: sampleId(number) }, (task) => ({ ...task, ...changes }))
      await change(2, completed)
      await change(4, completed)
      await change(3, { deletedAt: sampleInstant(60) })
      await change(4, { deletedAt: sampleInstant(60) })
      const numbers = (query: Partial<TaskQuery>) => numbersOf(tasks, queryOf(ownerId, query))
      expectEqual(await numbers({}), [2, 1], 'the trash is left out')
      expectEqual(await numbers({ status: 'pending' }), [1], 'pending')
      expectEqual(await numbers({ status: 'completed' }), [2], 'completed')
      expectEqual(await numbers({ isDeleted: true }), [4, 3], 'the trash')
      expectEqual(
        await numbers({ isDeleted: true, status: 'completed' }),
        [4],
        'what is completed in the trash',
      )
      expectEqual(
        await numbers({ isDeleted: true, sort: 'title', order: 'asc' }),
        [3, 4],
        'the trash by title',
      )
    },
  },
  {
    name: 'list finds the tasks that have every word, in title or description, whatever its case and accents',
    check: async (tasks) => {
      const ownerId = 'list-words'
      const keep = (number: number, title: string, description: string | null) =>
        tasks.insert({ ...sampleTask(ownerId, { number, title, at: number }), description })
      await keep(1, 'Buy MILK', null)
      await keep(2, 'Buy bread', 'and milk too')
      await keep(3, 'Caf\u00E9 100%', 'under_score \\ back')
      await keep(4, '\u725B\u4E73\u3092\u8CB7\u3046', "it's 'quoted'")
      const numbers = (...words: string[]) =>
        numbersOf(tasks, queryOf(ownerId, { words: words.map(foldText), order: 'asc' }))
      expectEqual(await numbers('milk'), [1, 2], 'in title or description')
      expectEqual(await numbers('MILK', 'bread'), [2], 'each word somewhere')
      expectEqual(await numbers('ilk'), [1, 2], 'a part of a word')
      expectEqual(await numbers('buy'), [1, 2], 'at the beginning of the title')
      expectEqual(await numbers('and'), [2], 'at the beginning of the description')
      expectEqual(await numbers('cafe'), [3], 'without its accent')
      expectEqual(await numbers('\u4E73'), [4], 'where words have no spaces')
      expectEqual(await numbers('%'), [3], 'a per cent sign is one')
      expectEqual(await numbers('r_s'), [3], 'an underscore is one')
      expectEqual(await numbers('\\'), [3], 'a backslash is one')
      expectEqual(await numbers("'quoted'"), [4], 'a quote is one')
      expectEqual(await numbers('milk', 'nothing'), [], 'a word that is nowhere')
    },
  },
  {
    name: 'list finds a changed task by its new words alone, in its new place',
    check: async (tasks) => {
      const ownerId = 'list-changed'
      await tasks.insert({
        ...sampleTask(ownerId, { number: 1, title: 'Apple' }),
        description: 'red',
      })
      await tasks.insert(sampleTask(ownerId, { number: 2, title: 'Banana' }))
      const numbers = (...words: string[]) =>
        numbersOf(tasks, queryOf(ownerId, { words, sort: 'title', order: 'asc' }))
      expectEqual(await numbers(), [1, 2], 'by their first titles')
      await tasks.update({ ownerId, taskId: sampleId(1) }, (task) => ({
        ...task,
        title: 'Cherry',
        description: 'dark',
      }))
      expectEqual(await numbers(), [2, 1], 'by their titles now')
      expectEqual([await numbers('apple'), await numbers('red')], [[], []], 'no longer by what it was')
      expectEqual([await numbers('cherry'), await numbers('dark')], [[1], [1]], 'by what it is')
    },
  },
]
