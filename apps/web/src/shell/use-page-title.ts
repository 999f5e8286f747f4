import { useEffect } from 'react'

const ownName = 'Taskport'

/** Names the tab after a part of the page for as long as that is shown. */
export const usePageTitle = (part: string): void => {
  useEffect(() => {
    document.title = `${part} – ${ownName}`
    return () => {
      document.title = ownName
    }
  }, [part])
}
