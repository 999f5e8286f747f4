/** What a part of the matrix finds; that it could not be played at all is a finding too. */
export const playing = async (what: string, play: () => Promise<string[]>): Promise<string[]> => {
  try {
    return await play()
  } catch (error) {
    return [`${what} could not be tried: ${error instanceof Error ? error.message : String(error)}`]
  }
}
