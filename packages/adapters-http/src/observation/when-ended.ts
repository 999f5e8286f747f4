import type { FastifyReply } from 'fastify'

/**
 * Calls `ended` once: when the whole answer is out, or when it can no longer be given because the client has gone or was cut off.
 * Fastify's own hook, `onResponse`, is silent about the second.
 */
export const whenEnded = ({ raw }: FastifyReply, ended: (isAnswered: boolean) => void): void => {
  let isOver = false
  const end = (isAnswered: boolean) => {
    if (isOver) return
    isOver = true
    ended(isAnswered)
  }
  // Each comes once, so `once` would only cost more.
  raw.on('finish', () => end(true))
  raw.on('close', () => end(false))
}
