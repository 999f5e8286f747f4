import type { Task, TaskPosition, TaskQuery } from '@taskport/domain'
import { type FragmentSqlToken, sql } from 'slonik'
import type { Query } from '../connection/query.js'
import { taskColumns, taskRow } from './task-row.js'

const directions = {
  asc: { word: sql.fragment`asc`, isAfter: sql.fragment`>` },
  desc: { word: sql.fragment`desc`, isAfter: sql.fragment`<` },
}

const orderBy = ({ sort, order }: TaskQuery): FragmentSqlToken => {
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

const isBehind = (place: TaskPosition, order: TaskQuery['order']): FragmentSqlToken => {
  const { isAfter } = directions[order]
  switch (place.sort) {
    case 'created':
      return sql.fragment`(created_at, id) ${isAfter} (${place.createdAt}::timestamptz, ${place.taskId}::uuid)`
    case 'updated':
      return sql.fragment`version ${isAfter} ${place.version}`
    case 'title':
      return sql.fragment`(folded_title, id) ${isAfter} (${place.foldedTitle}, ${place.taskId}::uuid)`
  }
}

const statuses = {
  all: [],
  pending: [sql.fragment`completed_at is null`],
  completed: [sql.fragment`completed_at is not null`],
}

/**
 * The statement of a list: an index scan of one owner's rows in every order, from the place on. It asks for one row more than
 * the page, which tells whether there are more. Words are compared, not matched as patterns; they have no index (ADR 12).
 */
export const listQuery = (query: TaskQuery): Query<Task> => {
  const { ownerId, status, isDeleted, words, order, after, limit } = query
  const conditions = [
    sql.fragment`user_id = ${ownerId}`,
    isDeleted ? sql.fragment`deleted_at is not null` : sql.fragment`deleted_at is null`,
    ...statuses[status],
    ...words.map(
      (word) => sql.fragment`(strpos(folded_title, ${word}) > 0 or strpos(folded_description, ${word}) > 0)`,
    ),
    ...(after === null ? [] : [isBehind(after, order)]),
  ]
  return sql.type(taskRow)`
    select ${taskColumns}
    from tasks
    where ${sql.join(conditions, sql.fragment` and `)}
    order by ${orderBy(query)}
    limit ${limit + 1}`
}
