import type { Configuration } from './configuration/configuration.js'
import type { Logger } from './logger.js'

/** Says what is as it is by default and seldom right in production; a development server has neither strangers nor data to lose. */
export const remindOperator = (
  { isProduction, database, dataDirectory, ratePerUser, ratePerAddress }: Configuration,
  logger: Logger,
): void => {
  if (!isProduction) return
  if (database === null) {
    logger.warn(
      { directory: dataDirectory },
      'The data is kept on this machine alone: set NEON_DB_URL, or see that this directory is on a disk that stays',
    )
  }
  if (ratePerUser === null && ratePerAddress === null) {
    logger.warn(
      'No rate limit is set: set RATE_PER_USER and RATE_PER_ADDRESS, unless a proxy in front limits already',
    )
  }
}
