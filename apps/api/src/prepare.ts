import { migrate, openPostgres } from '@taskport/adapters-postgres'
import type { Configuration } from './configuration/configuration.js'
import { wire } from './container.js'
import type { Logger } from './logger.js'
import type { Metrics } from './metrics/metrics.js'
import { type OpenDatabase, openDatabase } from './open-database.js'
import { startRegularPurge } from './regular-purge.js'
import { remindOperator } from './remind-operator.js'
import { tokenSecrets } from './token-secrets.js'

/**
 * Opens, in order, what there is one of however many processes serve: the secrets, a database that is migrated and keeps owners
 * apart, and the purge of its trash. The signal cuts it short; what was opened is closed again, in reverse, then and when a step fails.
 */
export const prepare = async (
  configuration: Configuration,
  logger: Logger,
  metrics: Metrics,
  signal: AbortSignal,
): Promise<OpenDatabase> => {
  await using opened = new AsyncDisposableStack()

  const secrets = await tokenSecrets(configuration)
  signal.throwIfAborted()

  const database = await openDatabase(configuration, logger, signal)
  opened.defer(database.stop)
  await migrate({ settings: database.settings, log: logger, signal })

  const { databaseDeadlineMs: deadlineMs } = configuration
  const postgres = await openPostgres({ settings: database.settings, poolSize: 1, deadlineMs })
  opened.defer(postgres.close)
  await postgres.proveIsolation()
  signal.throwIfAborted()

  remindOperator(configuration, logger)

  const { useCases } = wire({ configuration, secrets, postgres, logger, metrics, tracing: null })
  const purge = startRegularPurge(useCases.purgeTrash, {
    days: configuration.trashDays,
    logger,
    meter: metrics.trash,
  })
  opened.defer(purge.stop)

  const closing = opened.move()
  return { ...database, stop: () => closing.disposeAsync() }
}
