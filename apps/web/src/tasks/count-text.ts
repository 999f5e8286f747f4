/** How many tasks are shown, such as `3 tasks`. @param hasMore whether there are others that have not been read */
export const countText = (count: number, hasMore: boolean): string => {
  if (count === 0) return 'No tasks'
  const shown = count === 1 ? '1 task' : `${count} tasks`
  return hasMore ? `${shown}, and more` : shown
}
