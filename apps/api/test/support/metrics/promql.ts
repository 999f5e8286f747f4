import type { SyntaxNodeRef } from '@lezer/common'
import { parser } from '@prometheus-io/lezer-promql'

/** What an expression of PromQL asks for. */
export interface Query {
  /** Names of the series that it selects. */
  readonly metrics: readonly string[]
  /** Names of labels that it matches, groups by or keeps. */
  readonly labels: readonly string[]
}

/** Grafana puts these in before it asks. */
const filledIn = (expression: string): string =>
  expression.replaceAll('$__rate_interval', '5m').replaceAll('$instance', '.*')

/** Reads an expression with Prometheus's own grammar. @throws {SyntaxError} where it is none */
export const parseQuery = (expression: string): Query => {
  const text = filledIn(expression)
  const metrics: string[] = []
  const labels: string[] = []
  const enter = ({ name, type, from, to, node }: SyntaxNodeRef) => {
    if (type.isError) throw new SyntaxError(`This is no PromQL from character ${from} on: ${text}`)
    const word = text.slice(from, to)
    if (name === 'Identifier' && node.parent?.name === 'VectorSelector') metrics.push(word)
    if (name === 'LabelName') labels.push(word)
  }
  parser.parse(text).iterate({ enter })
  return { metrics, labels }
}
