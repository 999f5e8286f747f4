/** A message of a client's, by its name and what it holds (PostgreSQL's manual, "Message Formats"). */
export type SentMessage =
  | readonly ['parse', name: string, text: string]
  | readonly ['bind', name: string, values: readonly (string | null)[]]
  | readonly ['execute']
  | readonly ['close', name: string]
  | readonly ['sync']

const textUpToZero = (bytes: Buffer, start: number): string =>
  bytes.toString('utf8', start, bytes.indexOf(0, start))

const behindText = (bytes: Buffer, start: number): number => bytes.indexOf(0, start) + 1

const readBind = (body: Buffer): SentMessage => {
  const portalEnd = behindText(body, 0)
  const name = textUpToZero(body, portalEnd)
  let at = behindText(body, portalEnd)
  const formats = body.readInt16BE(at)
  const count = body.readInt16BE(at + 2)
  at += 4
  const values: (string | null)[] = []
  for (let index = 0; index < count; index += 1) {
    const length = body.readInt32BE(at)
    at += 4
    if (length === -1) values.push(null)
    else {
      values.push(body.toString('utf8', at, at + length))
      at += length
    }
  }
  const resultFormats = body.readInt16BE(at)
  if (portalEnd !== 1 || formats !== 0 || resultFormats !== 0 || at + 2 !== body.length) {
    throw new Error('Not a Bind of texts to the unnamed portal')
  }
  return ['bind', name, values]
}

const readMessage = (type: string, body: Buffer): SentMessage => {
  switch (type) {
    case 'P':
      return ['parse', textUpToZero(body, 0), textUpToZero(body, behindText(body, 0))]
    case 'B':
      return readBind(body)
    case 'E':
      if (!body.equals(Buffer.alloc(5))) throw new Error('Not an Execute of all of the unnamed portal')
      return ['execute']
    case 'C':
      if (body.toString('latin1', 0, 1) !== 'S') throw new Error('Not a Close of a prepared statement')
      return ['close', textUpToZero(body, 1)]
    case 'S':
      return ['sync']
    default:
      throw new Error(`A message that was not expected: ${type}`)
  }
}

/** The messages in a packet. @throws {Error} when it holds anything else than whole messages of these kinds */
export const sentMessages = (packet: Buffer): SentMessage[] => {
  const messages: SentMessage[] = []
  for (let at = 0; at < packet.length; ) {
    const end = at + 1 + packet.readInt32BE(at + 1)
    if (end > packet.length) throw new Error('The last message is cut off')
    messages.push(readMessage(packet.toString('latin1', at, at + 1), packet.subarray(at + 5, end)))
    at = end
  }
  return messages
}
