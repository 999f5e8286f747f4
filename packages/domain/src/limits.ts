/**
 * Every limit of the domain, stated here alone: the schemas, the database's checks and the documentation take it from this
 * object. Lengths are in characters (Unicode code points), page sizes in tasks.
 */
export const limits = {
  /** After trimming. */
  titleLength: { min: 1, max: 255 },
  descriptionLength: { max: 1_000 },
  ownerIdLength: { min: 1, max: 255 },
  /** The words to search for, together. */
  searchLength: { min: 1, max: 200 },
  pageSize: { min: 1, max: 1_000, default: 1_000 },
  /** How many tasks one owner may keep, those in the trash too. */
  taskQuota: { min: 1, max: 100_000_000, default: 1_000_000 },
  /** How long a deleted task can be restored, in days. */
  trashDays: { min: 0, max: 3_650, default: 30 },
} as const
