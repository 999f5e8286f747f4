import { programSettings } from '@taskport/adapters-postgres/testing'

/** Where the random programs of this run begin, and how many of them a test runs. */
export const { seed: programSeed, count: programCount } = programSettings(150, 1_000_000)
