import type { Client } from 'pg'
import type { Statement } from './repository-on.js'

/** One step of a plan, as `explain (format json)` describes it. */
export type PlanNode = Readonly<Record<string, unknown>>

/** What the server did for a statement. */
export interface Plan {
  /** All nodes, the outermost first, with what `explain` says of each. */
  readonly nodes: readonly PlanNode[]
  /** How many pages of 8 KiB were looked at, cached or not. */
  readonly buffers: number
}

const isNode = (value: unknown): value is PlanNode => typeof value === 'object' && value !== null

const nodesOf = (node: unknown): readonly PlanNode[] => {
  if (!isNode(node)) throw new TypeError('explain answered no plan')
  const children = Array.isArray(node.Plans) ? node.Plans : []
  return [node, ...children.flatMap(nodesOf)]
}

const planFrom = (answers: unknown): Plan => {
  const [answer] = Array.isArray(answers) ? answers : []
  if (!isNode(answer)) throw new TypeError('explain answered no plan')
  const nodes = nodesOf(answer.Plan)
  const [outermost] = nodes
  return {
    nodes,
    buffers: Number(outermost?.['Shared Hit Blocks']) + Number(outermost?.['Shared Read Blocks']),
  }
}

const explained = async (
  client: Client,
  statement: string,
  values: readonly unknown[] = [],
): Promise<Plan> => {
  const { rows } = await client.query<{ 'QUERY PLAN': unknown }>(
    `explain (analyze, buffers, format json) ${statement}`,
    [...values],
  )
  return planFrom(rows[0]?.['QUERY PLAN'])
}

/** Carries a statement out, and answers how: planned for its values, as the adapter has it done. */
export const planOf = (client: Client, { text, values }: Statement): Promise<Plan> =>
  explained(client, text, values)

/** The same, planned for any values, as a prepared statement is in the end. */
export const genericPlanOf = async (client: Client, { text, values }: Statement): Promise<Plan> => {
  await client.query("set plan_cache_mode = 'force_generic_plan'")
  await client.query(`prepare generic as ${text}`)
  try {
    const literals = values.map((value) => (value === null ? 'null' : client.escapeLiteral(String(value))))
    return await explained(client, `execute generic (${literals})`)
  } finally {
    await client.query('deallocate generic')
    await client.query('reset plan_cache_mode')
  }
}
