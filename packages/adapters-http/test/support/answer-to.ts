import { bareApp } from './bare-app.js'
import { memoryLog } from './memory-log.js'

/** What a request is answered whose route throws this, and what the log is told. */
export const answerTo = async (error: unknown) => {
  const { logger, lines } = memoryLog()
  const app = bareApp(logger)
  app.get('/', () => {
    throw error
  })
  const response = await app.inject('/')
  // Fastify's own lines are about the request.
  const logged = lines
    .filter((line) => !('req' in line || 'res' in line))
    .map(({ level, message, err }) => [level, message, err])
  return { response, logged }
}
