import { createStore } from '../shell/store.js'

/** The keys, and what they do; the first of each line is what is listened to. */
export const shortcuts = [
  ['n', 'New task'],
  ['/', 'Search'],
  ['j', 'Next task (or ↓)'],
  ['k', 'Task before (or ↑)'],
  ['x', 'Done, or open again'],
  ['e', 'Edit'],
  ['d', 'Delete'],
  ['u', 'Undo the last deletion'],
  ['1', 'Show all'],
  ['2', 'Show open'],
  ['3', 'Show done'],
  ['t', 'Tasks or trash'],
  ['?', 'These shortcuts'],
] as const

export type ShortcutKey = (typeof shortcuts)[number][0]

const storageKey = 'taskport.shortcuts'

/** Single letters can be in the way of speech input (WCAG 2.1.4): whoever wants to, switches them off. */
export const areShortcutsOn = createStore(localStorage.getItem(storageKey) !== 'off')

areShortcutsOn.subscribe(() => localStorage.setItem(storageKey, areShortcutsOn.get() ? 'on' : 'off'))
