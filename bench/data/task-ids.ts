import { createHash } from 'node:crypto'

/** The same in SQL: `md5('user-1 task 7')::uuid`. */
export const taskIdOf = (user: number, task: number): string => {
  const digest = createHash('md5').update(`user-${user} task ${task}`).digest('hex')
  return digest.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

export const userIdOf = (user: number): string => `user-${user}`
