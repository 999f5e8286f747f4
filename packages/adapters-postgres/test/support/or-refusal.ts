import { type Refusal, TaskError } from '@taskport/domain'

/** What a use case answered, or its refusal. @throws whatever else it rejects with */
export const orRefusal = async <T>(answer: Promise<T>): Promise<{ answer: T } | { refusal: Refusal }> => {
  try {
    return { answer: await answer }
  } catch (error) {
    if (error instanceof TaskError) return { refusal: error.refusal }
    throw error
  }
}
