/** The largest room that is kept from one packet to the next, in bytes. */
const keptBytes = 256 * 1024

/** Writes messages of PostgreSQL's protocol one behind the other, to be sent as one packet (PostgreSQL's manual, "Message Formats"). */
export interface MessageWriter {
  /** Prepares a statement under a name; the empty one is not kept. */
  parse(name: string, text: string): void
  /** Gives a prepared statement its values, as texts. */
  bind(name: string, values: readonly unknown[]): void
  execute(): void
  /** Gives up a prepared statement; no harm where there is none of that name. */
  close(name: string): void
  /** Ends the transaction; the server answers that it is ready. */
  sync(): void
  /** What has been written since the last time: bytes of its own. */
  take(): Buffer
}

/** Of one UTF-16 unit in UTF-8. */
const mostBytes = 3

/** Makes a writer; it may be shared, as nobody waits between the first message of a packet and `take`. */
export const messageWriter = (): MessageWriter => {
  let bytes = Buffer.allocUnsafeSlow(16 * 1024)
  let end = 0

  const reserve = (length: number) => {
    if (end + length <= bytes.length) return
    const larger = Buffer.allocUnsafeSlow(2 * (end + length))
    bytes.copy(larger, 0, 0, end)
    bytes = larger
  }
  const byte = (value: number) => {
    bytes[end] = value
    end += 1
  }
  const int16 = (value: number) => {
    bytes[end] = value >> 8
    bytes[end + 1] = value
    end += 2
  }
  const int32At = (place: number, value: number) => {
    bytes[place] = value >> 24
    bytes[place + 1] = value >> 16
    bytes[place + 2] = value >> 8
    bytes[place + 3] = value
  }
  /** Without its length, and without a zero at its end. */
  const characters = (text: string) => {
    reserve(mostBytes * text.length + 16)
    end += bytes.write(text, end)
  }
  const cstring = (text: string) => {
    characters(text)
    byte(0)
  }
  const message = (type: string, write: () => void) => {
    reserve(16)
    byte(type.charCodeAt(0))
    const start = end
    end += 4
    write()
    int32At(start, end - start)
  }
  const value = (content: unknown) => {
    reserve(16)
    const start = end
    end += 4
    if (content === null) {
      int32At(start, -1)
      return
    }
    characters(typeof content === 'string' ? content : String(content))
    int32At(start, end - start - 4)
  }

  return {
    parse: (name, text) =>
      message('P', () => {
        cstring(name)
        cstring(text)
        int16(0)
      }),
    bind: (name, values) =>
      message('B', () => {
        // The unnamed portal.
        byte(0)
        cstring(name)
        reserve(16)
        int16(0)
        int16(values.length)
        for (const one of values) value(one)
        reserve(16)
        int16(0)
      }),
    execute: () =>
      message('E', () => {
        byte(0)
        int32At(end, 0)
        end += 4
      }),
    close: (name) =>
      message('C', () => {
        byte('S'.charCodeAt(0))
        cstring(name)
      }),
    sync: () => message('S', () => {}),
    take: () => {
      const packet = Buffer.from(bytes.subarray(0, end))
      end = 0
      if (bytes.length > keptBytes) bytes = Buffer.allocUnsafeSlow(16 * 1024)
      return packet
    },
  }
}
