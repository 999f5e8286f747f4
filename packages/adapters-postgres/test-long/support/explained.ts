import type { TaskRepository } from '@taskport/domain'
import type { Client } from 'pg'
import { genericPlanOf, type Plan, type PlanNode, planOf } from '../../test/support/plan-of.js'
import { repositoryOn, type Statement } from '../../test/support/repository-on.js'

type Work = (tasks: TaskRepository) => Promise<unknown>

/** The statements that something takes; they are carried out. */
export const statementsOf = async (client: Client, work: Work): Promise<Statement[]> => {
  const statements: Statement[] = []
  await work(repositoryOn(client, (statement) => statements.push(statement)))
  return statements
}

/** How its statements are carried out: each planned for its values, and then for any. */
export const plansOf = async (client: Client, work: Work): Promise<Plan[]> => {
  const plans: Plan[] = []
  for (const statement of await statementsOf(client, work)) {
    plans.push(await planOf(client, statement), await genericPlanOf(client, statement))
  }
  return plans
}

const stepOf = (node: PlanNode): string =>
  [node['Node Type'], node['Index Name']].filter((name) => name !== undefined).join(' by ')

/** The plan's steps in a line, the outermost first, each with its index. */
export const stepsOf = ({ nodes }: Plan): string => nodes.map(stepOf).join(', ')

/** Every step that reads the tasks by an index. */
export const indexScans = ({ nodes }: Plan): readonly PlanNode[] =>
  nodes.filter((node) => String(node['Index Name']).startsWith('tasks_'))

/** As PostgreSQL prints it of a column whose type is a domain. */
const ofOneOwner = /\buser_id\)::text = /

/** Whether the tasks are read by indexes alone, and no others than one owner's. */
export const staysWithOwner = (plan: Plan): boolean =>
  !stepsOf(plan).includes('Seq Scan') &&
  indexScans(plan).every((node) => ofOneOwner.test(String(node['Index Cond'])))
