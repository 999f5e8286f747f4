import { randomFillSync } from 'node:crypto'
import { parseTaskId, type TaskId } from '@taskport/domain'
import { v7 } from 'uuid'

const bytesOfAnId = 16

/** Drawn for many ids at once: asking for them takes ten times as long as all the rest. */
const drawn = new Uint8Array(256 * bytesOfAnId)
let used = drawn.length

const randomBytes = (): Uint8Array => {
  if (used === drawn.length) {
    randomFillSync(drawn)
    used = 0
  }
  used += bytesOfAnId
  return drawn.subarray(used - bytesOfAnId, used)
}

let msecs = 0
/** Counts on from a random number, of 31 bits, in each millisecond. */
let seq = 0

/**
 * A new UUID of version 7: later ones are greater, also of one millisecond, so that they fill the end of the index (RFC 9562, sections 5.7
 * and 6.2).
 */
export const randomTaskId = (): TaskId => {
  const random = randomBytes()
  const now = Date.now()
  if (now > msecs) {
    msecs = now
    seq = new DataView(random.buffer, random.byteOffset).getUint32(6) >>> 1
  } else {
    seq += 1
  }
  const id = parseTaskId(v7({ random, msecs, seq }))
  if (id === null) throw new Error('The UUID library made no UUID')
  return id
}
