import { setFlagsFromString } from 'node:v8'

/**
 * A start leaves much garbage behind. V8 would make its young generation larger for that, and leave it so while nobody asks anything: some 30 MB.
 */
export const keepYoungGenerationSmall = (): void => setFlagsFromString('--semi-space-growth-factor=1')

/** From now on it grows with what requests need, as it does by default. The primary of several processes serves none, and stays small. */
export const letYoungGenerationGrow = (): void => setFlagsFromString('--semi-space-growth-factor=2')
