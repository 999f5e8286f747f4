import cluster from 'node:cluster'

const variable = 'TASKPORT_WORKER_DATABASE'

/** What a worker's environment has beside its primary's: the embedded server's URL, or nothing where the server is not ours. */
export const workerEnvironment = (embeddedUrl: string | null): Readonly<Record<string, string>> => ({
  [variable]: embeddedUrl ?? '',
})

/**
 * The embedded server's URL, null for a server that is not ours; undefined when this process is no worker of our own primary.
 * Process managers that start programs by Node's cluster module make workers too.
 */
export const embeddedUrlOfWorker = (): string | null | undefined => {
  const url = process.env[variable]
  if (!cluster.isWorker || url === undefined) return undefined
  return url === '' ? null : url
}
