import { neverRank } from './command.js'

/** One store's versions and what they stand for. */
export interface VersionRanks {
  /** The rank of a version that a task has; one that was not met before is the owner's next. @throws {Error} when it is older */
  learn(ownerId: string, version: number): number
  /** How many of the owner's changes a number is not before; 0 for one before the first. */
  upTo(ownerId: string, version: number): number
  /** The store's own version for a rank. */
  versionOf(ownerId: string, rank: number): number
}

/** A number that no counter of a program reaches. */
const neverVersion = 1_000_000_000

/** Every change is answered with its task, so versions are met in their order. */
export const versionRanks = (): VersionRanks => {
  const known = new Map<string, number[]>()
  const versionsOf = (ownerId: string): number[] => {
    const versions = known.get(ownerId) ?? []
    known.set(ownerId, versions)
    return versions
  }
  return {
    learn: (ownerId, version) => {
      const versions = versionsOf(ownerId)
      const index = versions.indexOf(version)
      if (index >= 0) return index + 1
      if (version <= (versions.at(-1) ?? 0)) {
        throw new Error(`Version ${version} of ${ownerId} is new and not greater than ${versions.at(-1)}`)
      }
      return versions.push(version)
    },
    upTo: (ownerId, version) => versionsOf(ownerId).filter((known) => known <= version).length,
    versionOf: (ownerId, rank) =>
      rank === neverRank ? neverVersion : (versionsOf(ownerId)[rank - 1] ?? neverVersion),
  }
}
