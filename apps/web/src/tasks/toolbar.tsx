import { type ReactNode, useEffect, useState } from 'react'
import { CloseIcon, SearchIcon } from '../shell/icons.js'
import type { TaskView } from './task-view.js'
import type { ChangeView } from './use-view.js'

interface ToolbarProps {
  readonly view: TaskView
  readonly onChangeView: ChangeView
}

export const searchFieldId = 'search-tasks'

const filters = [
  ['all', 'All'],
  ['pending', 'Open'],
  ['completed', 'Done'],
] as const

const orders = [
  ['created', 'desc', 'Newest'],
  ['created', 'asc', 'Oldest'],
  ['updated', 'desc', 'Last changed'],
  ['title', 'asc', 'A to Z'],
  ['title', 'desc', 'Z to A'],
] as const

/** How long after the last letter the search begins. */
const pauseMs = 250

const SearchField = ({ view, onChangeView }: ToolbarProps): ReactNode => {
  const [words, setWords] = useState(view.words)
  // The address may change without this field, by the browser's back button or the button that clears the search.
  useEffect(() => setWords(view.words), [view.words])
  useEffect(() => {
    if (words === view.words) return
    const timer = setTimeout(() => onChangeView({ words }), pauseMs)
    return () => clearTimeout(timer)
  }, [words, view.words, onChangeView])
  return (
    <search className="search">
      <SearchIcon />
      <input
        id={searchFieldId}
        className="search-input"
        dir="auto"
        type="search"
        aria-label="Search"
        placeholder="Search"
        autoComplete="off"
        maxLength={200}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setWords('')
        }}
      />
      {words !== '' && (
        <button
          type="button"
          className="icon-button search-clear"
          aria-label="Clear the search"
          onClick={() => setWords('')}
        >
          <CloseIcon />
        </button>
      )}
    </search>
  )
}

/** What is shown of the tasks, and in which order. */
export const Toolbar = ({ view, onChangeView }: ToolbarProps): ReactNode => (
  <div className="toolbar">
    {view.place === 'list' && (
      <fieldset className="segments">
        <legend className="visually-hidden">Show</legend>
        {filters.map(([status, label]) => (
          <label className="segment" key={status}>
            <input
              type="radio"
              name="status"
              className="segment-input"
              checked={view.status === status}
              onChange={() => onChangeView({ status })}
            />
            <span className="segment-label">{label}</span>
          </label>
        ))}
      </fieldset>
    )}
    {view.place === 'list' && (
      <select
        className="select"
        aria-label="Order"
        value={`${view.sort} ${view.order}`}
        onChange={(event) => {
          const chosen = orders.find(([sort, order]) => `${sort} ${order}` === event.target.value)
          if (chosen !== undefined) onChangeView({ sort: chosen[0], order: chosen[1] })
        }}
      >
        {orders.map(([sort, order, label]) => (
          <option key={label} value={`${sort} ${order}`}>
            {label}
          </option>
        ))}
      </select>
    )}
    <SearchField view={view} onChangeView={onChangeView} />
  </div>
)
