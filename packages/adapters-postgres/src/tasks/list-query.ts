import type { Task, TaskPosition, TaskQuery } from '@taskport/domain'
import { type FragmentSqlToken, type PrimitiveValueExpression, sql } from 'slonik'
import { type Query, queryTemplate } from '../connection/query.js'
import { taskColumns, taskRow } from './task-row.js'

const directions = {
  asc: { word: sql.fragment`asc`, isAfter: sql.fragment`>` },
  desc: { word: sql.fragment`desc`, isAfter: sql.fragment`<` },
}

const statuses = {
  all: [],
  pending: [sql.fragment`completed_at is null`],
  completed: [sql.fragment`completed_at is not null`],
}

/** What the text of a list depends on. */
interface Shape extends Pick<TaskQuery, 'status' | 'isDeleted' | 'sort' | 'order'> {
  readonly isContinued: boolean
  /** A name for each word to search for. */
  readonly words: readonly string[]
}

type Value = (name: string) => string

const orderBy = ({ sort, order }: Shape): FragmentSqlToken => {
  const { word } = directions[order]
  switch (sort) {
    case 'created':
      return sql.fragment`created_at ${word}, id ${word}`
    case 'updated':
      return sql.fragment`version ${word}`
    case 'title':
      return sql.fragment`folded_title ${word}, id ${word}`
  }
}

const isBehind = ({ sort, order }: Shape, value: Value): FragmentSqlToken => {
  const { isAfter } = directions[order]
  switch (sort) {
    case 'created':
      return sql.fragment`(created_at, id) ${isAfter} (${value('afterKey')}::timestamptz, ${value('afterId')}::uuid)`
    case 'updated':
      return sql.fragment`version ${isAfter} ${value('afterKey')}`
    case 'title':
      return sql.fragment`(folded_title, id) ${isAfter} (${value('afterKey')}, ${value('afterId')}::uuid)`
  }
}

const namesOfPlace = ({ sort, isContinued }: Shape): readonly string[] => {
  if (!isContinued) return []
  return sort === 'updated' ? ['afterKey'] : ['afterKey', 'afterId']
}

const valuesOfPlace = (place: TaskPosition): Readonly<Record<string, PrimitiveValueExpression>> => {
  switch (place.sort) {
    case 'created':
      return { afterKey: place.createdAt, afterId: place.taskId }
    case 'updated':
      return { afterKey: place.version }
    case 'title':
      return { afterKey: place.foldedTitle, afterId: place.taskId }
  }
}

const listOf = (shape: Shape) =>
  queryTemplate(['ownerId', ...shape.words, ...namesOfPlace(shape), 'most'], (value) => {
    const conditions = [
      sql.fragment`user_id = ${value('ownerId')}`,
      shape.isDeleted ? sql.fragment`deleted_at is not null` : sql.fragment`deleted_at is null`,
      ...statuses[shape.status],
      ...shape.words.map(
        (word) =>
          sql.fragment`(strpos(folded_title, ${value(word)}) > 0 or strpos(folded_description, ${value(word)}) > 0)`,
      ),
      ...(shape.isContinued ? [isBehind(shape, value)] : []),
    ]
    return sql.type(taskRow)`
      select ${taskColumns}
      from tasks
      where ${sql.join(conditions, sql.fragment` and `)}
      order by ${orderBy(shape)}
      limit ${value('most')}`
  })

/** Those without words, which are few. */
const known = new Map<string, ReturnType<typeof listOf>>()

const templateOf = (shape: Shape) => {
  if (shape.words.length > 0) return listOf(shape)
  const name = `${shape.status} ${shape.isDeleted} ${shape.sort} ${shape.order} ${shape.isContinued}`
  const template = known.get(name) ?? listOf(shape)
  known.set(name, template)
  return template
}

/**
 * The statement of a list: an index scan of one owner's rows in every order, from the place on. It asks for one row more than
 * the page, which tells whether there are more. Words are compared, not matched as patterns; they have no index (ADR 12).
 */
export const listQuery = (query: TaskQuery): Query<Task> => {
  const { ownerId, status, isDeleted, sort, order, after, limit } = query
  const words = query.words.map((word, index) => [`word ${index}`, word] as const)
  const template = templateOf({
    status,
    isDeleted,
    sort,
    order,
    isContinued: after !== null,
    words: words.map(([name]) => name),
  })
  return template({
    ownerId,
    ...Object.fromEntries(words),
    ...(after === null ? {} : valuesOfPlace(after)),
    most: limit + 1,
  })
}
