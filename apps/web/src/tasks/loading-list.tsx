import type { ReactNode } from 'react'

const widths = ['52%', '38%', '64%', '45%', '57%']

/** The shape of a list that is on its way. */
export const LoadingList = (): ReactNode => (
  <div className="list-frame" role="status" aria-label="Loading the tasks">
    {widths.map((width) => (
      <div className="task skeleton" key={width}>
        <span className="skeleton-box" />
        <span className="skeleton-line" style={{ width }} />
      </div>
    ))}
  </div>
)
