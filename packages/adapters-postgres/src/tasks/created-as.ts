import { hash } from 'node:crypto'
import type { TaskState } from '@taskport/domain'

/** A digest of what makes the content of a creation, so that its repetition is known after the task has changed. */
export const createdAs = ({ title, description, status }: TaskState): string =>
  hash('sha256', JSON.stringify([title, description, status]), 'base64url')
