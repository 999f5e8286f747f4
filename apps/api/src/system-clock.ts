import { type Instant, parseInstant } from '@taskport/domain'

/** The system's clock, as the domain wants it. */
export const systemClock = (): Instant => parseInstant(new Date().toISOString())
