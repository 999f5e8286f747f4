import type { ReactNode } from 'react'

const drawn = (path: string) => (): ReactNode => (
  <svg className="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
    <path
      d={path}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
)

export const CheckIcon = drawn('M4.5 10.5l3.6 3.6 7.4-8')
export const PlusIcon = drawn('M10 4.5v11M4.5 10h11')
export const SearchIcon = drawn('M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13 13l4 4')
export const TrashIcon = drawn('M4 6h12M8 6V4.2h4V6M5.6 6l.7 9.8h7.4l.7-9.8M8.5 9v4M11.5 9v4')
export const RestoreIcon = drawn('M4 8.5a6.2 6.2 0 1 1 .4 4.2M4 4.5v4h4')
export const PencilIcon = drawn('M12.6 4.4l3 3L7.4 15.6l-3.6.6.6-3.6z')
export const CloseIcon = drawn('M5.5 5.5l9 9M14.5 5.5l-9 9')
export const CloudOffIcon = drawn(
  'M3.5 3.5l13 13M7 6.4A4.5 4.5 0 0 1 14.2 9 3.3 3.3 0 0 1 16.6 14M13 15H6a3.6 3.6 0 0 1-.5-7.1',
)
export const SunIcon = drawn(
  'M10 13.2a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM10 2.6v1.6M10 15.8v1.6M2.6 10h1.6M15.8 10h1.6M4.8 4.8l1.1 1.1M14.1 14.1l1.1 1.1M4.8 15.2l1.1-1.1M14.1 5.9l1.1-1.1',
)
export const MoonIcon = drawn('M16 11.6A6.4 6.4 0 0 1 8.4 4a6.4 6.4 0 1 0 7.6 7.6z')
export const KeyboardIcon = drawn(
  'M2.8 5.5h14.4v9H2.8zM5.6 8.4h.01M8.5 8.4h.01M11.5 8.4h.01M14.4 8.4h.01M6.5 11.7h7',
)
export const LeaveIcon = drawn('M8 4H4.5v12H8M8.5 10h8M13.5 7l3 3-3 3')
