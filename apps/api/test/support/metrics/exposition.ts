/** One line of figures. */
export interface Sample {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/** All samples under one `# TYPE`. */
export interface Family {
  readonly name: string
  readonly type: string
  readonly help: string
  readonly samples: readonly Sample[]
}

const sampleLine =
  /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (-?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?)|[Nn]a[Nn]|[+-]Inf)$/
const label = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/
const types: readonly string[] = ['counter', 'gauge', 'histogram', 'summary', 'untyped']

const numberOf = (text: string): number => Number(text.replace('Inf', 'Infinity'))

const labelsIn = (text: string): Record<string, string> => {
  const labels: Record<string, string> = {}
  let rest = text
  while (rest !== '') {
    const [whole = '', name, value] = label.exec(rest) ?? []
    if (name === undefined || value === undefined) throw new SyntaxError(`These are no labels: ${text}`)
    if (name in labels) throw new SyntaxError(`The label ${name} is there twice: ${text}`)
    labels[name] = value.replaceAll(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped))
    rest = rest.slice(whole.length)
  }
  return labels
}

const suffixes: Readonly<Record<string, readonly string[]>> = {
  histogram: ['_bucket', '_sum', '_count'],
  summary: ['', '_sum', '_count'],
}

const belongsTo = (sample: string, { name, type }: Pick<Family, 'name' | 'type'>): boolean =>
  (suffixes[type] ?? ['']).some((suffix) => sample === name + suffix)

/**
 * Reads Prometheus's text format 0.0.4 as strictly as it is written down: each family has its HELP and TYPE first and stands together, no
 * sample is there twice.
 * @throws {SyntaxError} naming the line that is wrong
 */
export const parseExposition = (text: string): Family[] => {
  if (!text.endsWith('\n')) throw new SyntaxError('The last line has no end')
  const families: (Family & { samples: Sample[] })[] = []
  const seen = new Set<string>()
  let help: { readonly name: string; readonly text: string } | null = null
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const [, keyword, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? []
    if (keyword === 'HELP') {
      help = { name, text: rest }
    } else if (keyword === 'TYPE') {
      if (help?.name !== name) throw new SyntaxError(`No HELP before: ${line}`)
      if (!types.includes(rest)) throw new SyntaxError(`No such type: ${line}`)
      if (families.some((family) => family.name === name)) throw new SyntaxError(`Twice: ${line}`)
      families.push({ name, type: rest, help: help.text, samples: [] })
    } else {
      const [, sample = '', labels = '', value] = sampleLine.exec(line) ?? []
      const family = families.at(-1)
      if (value === undefined || family === undefined || !belongsTo(sample, family))
        throw new SyntaxError(`This is no sample of its family: ${line}`)
      const read = { name: sample, labels: labelsIn(labels), value: numberOf(value) }
      const key = JSON.stringify([sample, Object.entries(read.labels).sort()])
      if (seen.has(key)) throw new SyntaxError(`Twice: ${line}`)
      seen.add(key)
      family.samples.push(read)
    }
  }
  return families
}
