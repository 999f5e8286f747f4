import { createHash } from 'node:crypto'

const mostRemembered = 10_000

const remembered = new Map<string, string>()

/** Tells one user's requests from another's without naming either. Those of users who ask often are remembered. */
export const userHash = (ownerId: string): string => {
  const known = remembered.get(ownerId)
  if (known !== undefined) return known
  const hash = createHash('sha256').update(ownerId).digest('hex').slice(0, 12)
  if (remembered.size >= mostRemembered) remembered.clear()
  remembered.set(ownerId, hash)
  return hash
}
