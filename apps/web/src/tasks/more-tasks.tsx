import { type ReactNode, useEffect, useRef } from 'react'

interface MoreTasksProps {
  readonly isLoading: boolean
  readonly hasFailed: boolean
  readonly onLoad: () => void
}

/** Loads the next page when it comes near, or is pressed. */
export const MoreTasks = ({ isLoading, hasFailed, onLoad }: MoreTasksProps): ReactNode => {
  const button = useRef<HTMLButtonElement>(null)
  const load = useRef(onLoad)
  useEffect(() => {
    load.current = onLoad
  })
  useEffect(() => {
    const element = button.current
    // After a failure it waits for a person: it would fail as fast as it can.
    if (element === null || isLoading || hasFailed) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) load.current()
      },
      { rootMargin: '600px' },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [isLoading, hasFailed])
  return (
    <button type="button" className="button more" ref={button} aria-disabled={isLoading} onClick={onLoad}>
      {isLoading ? 'Loading more …' : hasFailed ? 'Loading more failed. Try again' : 'Load more'}
    </button>
  )
}
