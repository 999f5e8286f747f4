import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import { parse } from 'yaml'
import { at } from './support/at.js'
import { migratedDatabase } from './support/database.js'
import { figuresAt } from './support/metrics/figures.js'
import { parseQuery } from './support/metrics/promql.js'
import { startApi } from './support/start-api.js'
import { secret } from './support/tokens.js'

const read = (path: string) => readFile(new URL(`../../../${path}`, import.meta.url), 'utf8')
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const dashboard: unknown = JSON.parse(await read('ops/grafana-dashboard.json'))
const rules = list(at(parse(await read('ops/alert-rules.yaml')), 'groups')).flatMap((group) =>
  list(at(group, 'rules')),
)
const operations = await read('docs/operations.md')
const metricsSection = operations.slice(operations.indexOf('## Metrics'), operations.indexOf('## Alerts'))
const panels = list(at(dashboard, 'panels')).filter((panel) => at(panel, 'type') !== 'row')

const expressions = [
  ...rules.map((rule) => String(at(rule, 'expr'))),
  ...panels.flatMap((panel) => list(at(panel, 'targets')).map((target) => String(at(target, 'expr')))),
]

/** Labels of our own, and those that Prometheus puts there. */
const labelNames = new Set([
  ...['method', 'route', 'status', 'reason', 'limit', 'cause', 'state', 'version', 'node', 'kind', 'le'],
  ...['instance', 'job'],
])

const names = new Set<string>(['up'])
const documented = new Set(
  [...metricsSection.matchAll(/`((?:taskport|process|nodejs)_[a-z0-9_]+)`/g)].map(([, name]) => name),
)
let ours: readonly string[] = []

before(async () => {
  await using database = await migratedDatabase()
  await using api = await startApi({ environment: { NEON_DB_URL: database.url, BETTER_AUTH_SECRET: secret } })
  const { families } = await figuresAt(`${api.address}/metrics`)
  for (const { name, type } of families) {
    names.add(name)
    if (type === 'histogram' || type === 'summary') {
      for (const suffix of ['_bucket', '_sum', '_count']) names.add(name + suffix)
    }
  }
  ours = families.map(({ name }) => name).filter((name) => name.startsWith('taskport_'))
})

after(() => names.clear())

test('every expression is PromQL, and asks for figures and labels that there are', () => {
  assert.ok(expressions.length > 40)
  for (const expression of expressions) {
    const { metrics, labels } = parseQuery(expression)
    assert.ok(metrics.length > 0, expression)
    for (const metric of metrics) assert.ok(names.has(metric), `There is no ${metric}: ${expression}`)
    for (const label of labels) assert.ok(labelNames.has(label), `There is no ${label}: ${expression}`)
  }
})

test('an expression that is none, or asks for what is not there, would be found', () => {
  assert.throws(() => parseQuery('sum(rate(up[5m])'), SyntaxError)
  assert.throws(() => parseQuery('sum by (le (up)'), SyntaxError)
  assert.deepEqual(parseQuery('sum by (le) (rate(no_such{route="x"}[$__rate_interval])) / up').metrics, [
    'no_such',
    'up',
  ])
})

test('every figure of ours is explained, and shown or watched', () => {
  const asked = new Set(expressions.flatMap((one) => parseQuery(one).metrics))
  for (const name of ours) {
    assert.ok(documented.has(name), `docs/operations.md does not explain ${name}`)
    const isAsked = ['', '_bucket', '_sum', '_count'].some((suffix) => asked.has(name + suffix))
    assert.ok(isAsked, `Nothing in ops/ asks for ${name}`)
  }
  for (const name of documented)
    assert.ok(name !== undefined && names.has(name), `${name} is explained, and not there`)
})

describe('every alert says how bad it is, what has happened, and where it is told what to do', () => {
  const anchors = new Set(
    [...operations.matchAll(/^#+ (.*)$/gm)].map(
      ([, heading = '']) =>
        `#${heading
          .toLowerCase()
          .replaceAll(/[^a-z0-9 -]/g, '')
          .replaceAll(' ', '-')}`,
    ),
  )
  for (const rule of rules) {
    test(String(at(rule, 'alert')), () => {
      assert.match(String(at(rule, 'alert')), /^Taskport[A-Z][A-Za-z]+$/)
      assert.match(String(at(rule, 'labels', 'severity')), /^(critical|warning|info)$/)
      assert.match(String(at(rule, 'annotations', 'summary')), /^.{20,}\.$/)
      const runbook = String(at(rule, 'annotations', 'runbook'))
      const anchor = /^.{20,} \(docs\/operations\.md(#[a-z-]+)\)\.$/.exec(runbook)?.[1] ?? ''
      assert.ok(anchors.has(anchor), `${runbook} leads nowhere`)
    })
  }
})

test('the dashboard can be imported: ids are its own, and every panel has a place and a source that is chosen', () => {
  const ids = list(at(dashboard, 'panels')).map((panel) => at(panel, 'id'))
  assert.equal(new Set(ids).size, ids.length)
  assert.ok(panels.length >= 20)
  for (const panel of panels) {
    assert.match(String(at(panel, 'datasource', 'uid')), /^\$\{datasource\}$/)
    const { x, w } = { x: Number(at(panel, 'gridPos', 'x')), w: Number(at(panel, 'gridPos', 'w')) }
    assert.ok(x >= 0 && x + w <= 24)
    assert.match(String(at(panel, 'description')), /\.$/)
  }
  const variables = list(at(dashboard, 'templating', 'list')).map((variable) => at(variable, 'name'))
  assert.deepEqual(variables, ['datasource', 'instance'])
})
