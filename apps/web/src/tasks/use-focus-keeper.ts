import { type RefObject, useEffect } from 'react'

const rowOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('li[data-task]') : null

/**
 * When the row that has the focus goes (finished in a list of open tasks, deleted), the row that takes its place gets it; when a
 * row's editor closes, the row does; when no row is left, what stands around the list. A keyboard would start over at the top of the
 * page.
 */
export const useFocusKeeper = (list: RefObject<HTMLUListElement | null>): void => {
  useEffect(() => {
    let last: { readonly id: string; readonly index: number } | null = null
    const remember = (event: FocusEvent) => {
      const row = rowOf(event.target)
      const id = row?.dataset.task
      const rows = [...(list.current?.querySelectorAll('li[data-task]') ?? [])]
      last = row === null || id === undefined ? null : { id, index: rows.indexOf(row) }
    }
    const keep = () => {
      if (last === null || document.activeElement !== document.body) return
      const rows = [...(list.current?.querySelectorAll<HTMLElement>('li[data-task]') ?? [])]
      const same = rows.find((row) => row.dataset.task === last?.id)
      const next = same ?? rows[Math.min(last.index, rows.length - 1)]
      // Where there is no list but something that stands for it, no row will come.
      const around = rows.length === 0 ? document.querySelector<HTMLElement>('.tasks:has(.empty)') : null
      const target =
        same?.querySelector<HTMLElement>('[data-edit]') ??
        next?.querySelector<HTMLElement>('input, button') ??
        around
      target?.focus()
    }
    const observer = new MutationObserver(keep)
    observer.observe(document.body, { childList: true, subtree: true })
    // Who presses beside the list has left it.
    const leave = (event: PointerEvent) => {
      if (rowOf(event.target) === null) last = null
    }
    // Who goes on by Tab leaves by themselves, behind the last row to the browser's own buttons.
    const goOn = (event: KeyboardEvent) => {
      if (event.key === 'Tab') last = null
    }
    document.addEventListener('focusin', remember)
    document.addEventListener('keydown', goOn)
    document.addEventListener('pointerdown', leave)
    return () => {
      observer.disconnect()
      document.removeEventListener('focusin', remember)
      document.removeEventListener('keydown', goOn)
      document.removeEventListener('pointerdown', leave)
    }
  }, [list])
}
