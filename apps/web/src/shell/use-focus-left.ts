import { type RefObject, useEffect } from 'react'

/** Calls `left` when the focus goes from inside an element to something else on the page. */
export const useFocusLeft = (element: RefObject<HTMLElement | null>, left: () => void): void => {
  useEffect(() => {
    const inside = element.current
    const look = ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget instanceof Node && !inside?.contains(relatedTarget)) left()
    }
    inside?.addEventListener('focusout', look)
    return () => inside?.removeEventListener('focusout', look)
  }, [element, left])
}
