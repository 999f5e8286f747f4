import type { ReactNode } from 'react'

interface ShellProps {
  /** What a screen reader calls the page while it has nothing else. */
  readonly label: string
  readonly isBusy?: boolean
  readonly children?: ReactNode
}

/** The page before there is anything to work with. */
export const Shell = ({ label, isBusy = false, children }: ShellProps): ReactNode => (
  <main className="shell" aria-busy={isBusy} aria-label={label}>
    {isBusy ? <span className="spinner" role="status" aria-label={label} /> : children}
  </main>
)
