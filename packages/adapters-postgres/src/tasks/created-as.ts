import { createHash } from 'node:crypto'
import type { TaskState } from '@taskport/domain'

/** A digest of what makes the content of a creation, so that its repetition is known after the task has changed. */
export const createdAs = ({ title, description, status }: TaskState): string =>
  createHash('sha256')
    .update(JSON.stringify([title, description, status]))
    .digest('base64url')
