/** A field of a message: its number, and its value, which is bytes where it has a length and a number elsewhere. */
export interface Field {
  readonly number: number
  readonly value: Buffer | bigint
}

/** Reads one message of protobuf's wire format; what lies in its fields is to be read in turn. @throws {RangeError} when it is none */
export const fieldsOf = (message: Buffer): Field[] => {
  let offset = 0
  const varint = (): bigint => {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = message.readUInt8(offset)
      offset += 1
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
  }
  const bytes = (length: number): Buffer => {
    if (offset + length > message.length) throw new RangeError('The message ends within a field')
    offset += length
    return message.subarray(offset - length, offset)
  }
  const fields: Field[] = []
  while (offset < message.length) {
    const tag = Number(varint())
    const number = tag >> 3
    switch (tag & 7) {
      case 0:
        fields.push({ number, value: varint() })
        break
      case 1:
        fields.push({ number, value: bytes(8).readBigUInt64LE() })
        break
      case 2:
        fields.push({ number, value: bytes(Number(varint())) })
        break
      case 5:
        fields.push({ number, value: BigInt(bytes(4).readUInt32LE()) })
        break
      default:
        throw new RangeError(`There is no wire type ${tag & 7}`)
    }
  }
  return fields
}

/** The messages in all fields of this number. */
export const messagesIn = (message: Buffer, number: number): Buffer[] =>
  fieldsOf(message).flatMap((field) =>
    field.number === number && Buffer.isBuffer(field.value) ? [field.value] : [],
  )

/** The last bytes in a field of this number; empty where there is none. */
export const bytesIn = (message: Buffer, number: number): Buffer =>
  messagesIn(message, number).at(-1) ?? Buffer.alloc(0)

/** The number in a field; 0 where there is none. */
export const numberIn = (message: Buffer, number: number): number =>
  Number(fieldsOf(message).find((field) => field.number === number)?.value ?? 0)
