import { bytesIn, fieldsOf, messagesIn, numberIn } from './protobuf.js'

/** A span as a collector receives it. Ids are hexadecimal digits. */
export interface ReceivedSpan {
  readonly traceId: string
  readonly spanId: string
  /** Empty: it is the first of its trace. */
  readonly parentSpanId: string
  readonly name: string
  /** Nanoseconds since 1970, to within a microsecond. */
  readonly startedAt: number
  /** OTLP's number: 1 internal, 2 server, 3 client. */
  readonly kind: number
  readonly attributes: Readonly<Record<string, string | number>>
  /** 2: an error. */
  readonly status: number
  readonly service: string
}

const attributeValue = (message: Buffer): string | number => {
  const [field] = fieldsOf(message)
  if (field === undefined) return ''
  return Buffer.isBuffer(field.value) ? field.value.toString() : Number(field.value)
}

const attributesIn = (message: Buffer, number: number): Record<string, string | number> =>
  Object.fromEntries(
    messagesIn(message, number).map((pair) => [
      bytesIn(pair, 1).toString(),
      attributeValue(bytesIn(pair, 2)),
    ]),
  )

/** Reads an ExportTraceServiceRequest (opentelemetry-proto, trace/v1). */
export const spansIn = (request: Buffer): ReceivedSpan[] =>
  messagesIn(request, 1).flatMap((resourceSpans) => {
    const service = String(attributesIn(bytesIn(resourceSpans, 1), 1)['service.name'])
    return messagesIn(resourceSpans, 2).flatMap((scopeSpans) =>
      messagesIn(scopeSpans, 2).map((span) => ({
        traceId: bytesIn(span, 1).toString('hex'),
        spanId: bytesIn(span, 2).toString('hex'),
        parentSpanId: bytesIn(span, 4).toString('hex'),
        name: bytesIn(span, 5).toString(),
        kind: numberIn(span, 6),
        startedAt: numberIn(span, 7),
        attributes: attributesIn(span, 9),
        status: numberIn(bytesIn(span, 15), 3),
        service,
      })),
    )
  })
