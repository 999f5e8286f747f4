import type { ReactNode } from 'react'

/** The name, with its mark. */
export const Logo = (): ReactNode => (
  <span className="logo">
    <svg className="logo-mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path className="logo-hexagon" d="M12 1.8l8.8 5.1v10.2L12 22.2l-8.8-5.1V6.9z" />
      <path className="logo-check" d="M7.6 12.3l3.1 3.1 5.8-6.4" />
    </svg>
    <span className="logo-name">Taskport</span>
  </span>
)
