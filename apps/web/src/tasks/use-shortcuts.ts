import { useEffect } from 'react'
import { flushSync } from 'react-dom'
import { addFieldId } from './add-task.js'
import { areShortcutsOn, type ShortcutKey, shortcuts } from './shortcuts.js'
import type { TaskView } from './task-view.js'
import { searchFieldId } from './toolbar.js'
import { useTaskActions } from './use-task-actions.js'
import { useView } from './use-view.js'
import { useWorkspace } from './workspace-context.js'

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.matches('textarea, select, input:not([type=checkbox], [type=radio]), [contenteditable]')

// Toasts are dialogs by their role, and in nobody's way.
const isInDialog = (): boolean => document.querySelector('.dialog, :popover-open') !== null

const focus = (id: string): void => document.getElementById(id)?.focus()

const rows = (): readonly HTMLElement[] => [...document.querySelectorAll<HTMLElement>('li[data-task]')]

const focusedRow = (): HTMLElement | null =>
  document.activeElement?.closest<HTMLElement>('li[data-task]') ?? null

const moveBy = (step: 1 | -1): void => {
  const all = rows()
  const row = focusedRow()
  const index = row === null ? (step === 1 ? 0 : all.length - 1) : all.indexOf(row) + step
  all[Math.max(0, Math.min(index, all.length - 1))]?.querySelector<HTMLElement>('input, button')?.focus()
}

/** Listens to the keys of {@link shortcuts} wherever nothing is typed into. */
export const useShortcuts = (onHelp: () => void): void => {
  const { lastRemoved } = useWorkspace()
  const actions = useTaskActions()
  const [view, changeView] = useView()
  useEffect(() => {
    const isTrash = view.place === 'trash'
    const show = (status: TaskView['status']) => () =>
      changeView(isTrash ? { place: 'list', words: '', status } : { status })
    const click = (selector: string) => () => focusedRow()?.querySelector<HTMLElement>(selector)?.click()
    const deeds: Readonly<Record<ShortcutKey, () => void>> = {
      n: () => {
        // At once, as what is typed next belongs into the field: in the trash there is none.
        if (isTrash) flushSync(() => changeView({ place: 'list', words: '' }))
        focus(addFieldId)
      },
      '/': () => focus(searchFieldId),
      j: () => moveBy(1),
      k: () => moveBy(-1),
      x: click('input[type=checkbox]'),
      e: click('[data-edit]'),
      d: click('[data-delete]'),
      u: () => {
        const removed = lastRemoved.get()
        if (removed !== null) actions.restore(removed)
      },
      1: show('all'),
      2: show('pending'),
      3: show('completed'),
      t: () => changeView({ place: isTrash ? 'list' : 'trash', words: '' }),
      '?': onHelp,
    }
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isInDialog()) return
      const isRadio = event.target instanceof Element && event.target.matches('[type=radio]')
      if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && !isRadio) {
        event.preventDefault()
        moveBy(event.key === 'ArrowDown' ? 1 : -1)
        return
      }
      if (!areShortcutsOn.get()) return
      const key = shortcuts.map(([one]) => one).find((one) => one === event.key)
      if (key === undefined) return
      event.preventDefault()
      deeds[key]()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [lastRemoved, actions, view.place, changeView, onHelp])
}
