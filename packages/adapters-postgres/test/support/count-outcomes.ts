import { StorageUnavailable } from '@taskport/domain'

/** How many of the calls were served, were told that the storage is away, and ended in another way. */
export const countOutcomes = async (calls: readonly Promise<unknown>[]) => {
  const counts = { served: 0, unavailable: 0, other: [] as unknown[] }
  for (const end of await Promise.allSettled(calls)) {
    if (end.status === 'fulfilled') counts.served += 1
    else if (end.reason instanceof StorageUnavailable) counts.unavailable += 1
    else counts.other.push(end.reason)
  }
  return counts
}
