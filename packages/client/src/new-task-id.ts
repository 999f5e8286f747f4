let last = 0

/**
 * A UUID of version 7 (RFC 9562): ids that one page makes sort in the order in which they were made. Choose one yourself to show
 * a task before the API has answered.
 */
export const newTaskId = (): string => {
  // Two within a millisecond: the second borrows the next one, so that they still grow.
  last = Math.max(Date.now(), last + 1)
  const time = last.toString(16).padStart(12, '0')
  // Not randomUUID(): browsers have that in secure contexts only.
  const random = [...crypto.getRandomValues(new Uint8Array(10))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
  const variant = '89ab'.charAt(Number.parseInt(random.charAt(19), 16) % 4)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-${variant}${random.slice(3, 6)}-${random.slice(6, 18)}`
}
