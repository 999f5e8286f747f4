import { useEffect, useRef } from 'react'
import { announce } from '../shell/announcer.js'
import { countText } from './count-text.js'
import { type TaskView, viewSearch } from './task-view.js'

/**
 * Has a screen reader say how many tasks a view has when the person has gone to it by a filter, a search, or to the trash. Eyes
 * see that by themselves; what changes in a view later is told where it is done.
 */
export const useCountTold = (view: TaskView, count: number, hasMore: boolean, isShown: boolean): void => {
  const thisView = viewSearch(view)
  const told = useRef(thisView)
  useEffect(() => {
    if (!isShown || told.current === thisView) return
    told.current = thisView
    announce(countText(count, hasMore))
  }, [thisView, count, hasMore, isShown])
}
