/** What a promise rejects with. @throws {Error} when it fulfils. */
export const rejection = async (promise: Promise<unknown>): Promise<unknown> => {
  let reason: unknown
  try {
    await promise
  } catch (error) {
    reason = error
  }
  if (reason === undefined) throw new Error('It should have been rejected')
  return reason
}
