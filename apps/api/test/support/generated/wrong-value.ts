import fc from 'fast-check'
import { type Json, json, list, number } from './json.js'
import { lengthOf, oftenMeets, patternOf, textBetween, validText } from './valid-text.js'
import { typesOf, validValue } from './valid-value.js'

/** One way to break a schema, and values that break it in this way alone. */
export interface Wrong {
  readonly what: string
  readonly values: fc.Arbitrary<unknown>
  /** The member that is wrong: names from the outside in. */
  readonly place: readonly string[]
}

const samples: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  null: fc.constant(null),
  boolean: fc.boolean(),
  number: fc.oneof(fc.constantFrom(0.5, -1.5, 1e21), fc.double({ noNaN: true, noDefaultInfinity: true })),
  string: fc.oneof(fc.constantFrom('', 'x', 'null', 'true', '5'), fc.string()),
  array: fc.array(fc.constantFrom('x', 1, null), { maxLength: 3 }),
  object: fc.dictionary(fc.constantFrom('x', 'title', 'length', 'toString'), fc.constantFrom('x', 1, null), {
    noNullPrototype: true,
  }),
}

const typeOfNumber = (type: string): string => (type === 'integer' ? 'number' : type)

const wrongTypes = (schema: Json): Wrong[] => {
  const allowed = typesOf(schema).map(typeOfNumber)
  return Object.entries(samples)
    .filter(([type]) => !allowed.includes(type))
    .map(([type, values]) => ({ what: `${type} for ${allowed.join(' or ')}`, values, place: [] }))
}

/** Characters that are seen, so that nothing is trimmed away. */
const seen = fc.oneof(
  fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }).filter((one) => one.trim() !== ''),
  fc.constantFrom('\u{1F600}', 'é', '한'),
)

const suspects = fc.oneof(
  fc.constantFrom('', ' ', '\n', '\u00A0', '\u200B', '\u2060', '\u3164', '\uFEFF', '\u0301', '\0'),
  fc.tuple(fc.string(), fc.string()).map(([before, after]) => `${before}\0${after}`),
  fc
    .array(fc.constantFrom(' ', '\t', '\u2003', '\u00A0'), { minLength: 1, maxLength: 9 })
    .map((all) => all.join('')),
  fc.string(),
)

const unlikePattern = (schema: Json, pattern: RegExp, isPossible: (text: string) => boolean): Wrong[] => {
  const min = number(schema.minLength) ?? 0
  const breaks = (value: unknown): boolean =>
    typeof value === 'string' && !pattern.test(value) && lengthOf(value) >= min && isPossible(value)
  const changed = fc
    .tuple(validText(schema), fc.constantFrom('x', ' ', '\0', '"', '{', '\u00E9'), fc.boolean())
    .map(([valid, extra, isBefore]) => (isBefore ? `${extra}${valid}` : `${valid}${extra}`))
  const either = fc.oneof(changed, suspects)
  if (!oftenMeets(either, breaks)) throw new Error(`Say in ${import.meta.filename} what is unlike ${pattern}`)
  return [{ what: 'unlike the pattern', values: either.filter(breaks), place: [] }]
}

/** Values of the right type that are wrong, as JSON or, in a URL or header, as text. `isPossible`: whether a text can be sent there. */
const wrongTexts = (schema: Json, isPossible: (text: string) => boolean): Wrong[] => {
  const { enum: choices } = schema
  if (choices !== undefined) {
    const near = list(choices).flatMap((one) => [String(one).toUpperCase(), `${one} `, ` ${one}`, ''])
    const others = fc.oneof(fc.constantFrom(...near), fc.string())
    const values = others.filter((text) => isPossible(text) && !list(choices).includes(text))
    return [{ what: 'none of its choices', values, place: [] }]
  }
  const min = number(schema.minLength) ?? 0
  const max = number(schema.maxLength)
  const pattern = patternOf(schema)
  return [
    ...(max === undefined
      ? []
      : [
          {
            what: 'too long',
            values: fc.oneof(textBetween(max + 1, max + 1, seen), textBetween(max + 1, max + 30, seen)),
            place: [],
          },
        ]),
    ...(min === 0 ? [] : [{ what: 'too short', values: textBetween(min - 1, min - 1, seen), place: [] }]),
    ...(pattern === null ? [] : unlikePattern(schema, pattern, isPossible)),
  ]
}

const outOfRange = (schema: Json): fc.Arbitrary<number>[] => {
  const min = number(schema.minimum)
  const max = number(schema.maximum)
  return [
    ...(min === undefined ? [] : [fc.oneof(fc.constant(min - 1), fc.integer({ max: min - 1 }))]),
    ...(max === undefined ? [] : [fc.oneof(fc.constant(max + 1), fc.integer({ min: max + 1 }))]),
  ]
}

const ranges = (schema: Json): Wrong[] =>
  outOfRange(schema).map((values) => ({ what: 'out of range', values, place: [] }))

/** What JSON can say that a schema does not allow, in each way that it can be broken by one thing. */
export const wrongValues = (schema: Json): readonly Wrong[] => [
  ...wrongTypes(schema),
  ...(typesOf(schema).includes('string') ? wrongTexts(schema, () => true) : []),
  ...(typesOf(schema).includes('integer') ? ranges(schema) : []),
  ...(typesOf(schema).includes('object') ? wrongMembers(schema) : []),
]

const otherNames = [
  '',
  'x',
  'userId',
  'user_id',
  'Title',
  'title ',
  'a/b~c',
  '__proto__',
  'constructor',
  'toString',
  '\0',
]

const withMember = (object: unknown, name: string, value: unknown): Json =>
  Object.fromEntries([...Object.entries(json(object)), [name, value]])

const wrongMembers = (schema: Json): Wrong[] => {
  const valid = validValue(schema)
  const properties = json(schema.properties)
  const missing = list(schema.required).map(
    (name): Wrong => ({
      what: `without ${name}`,
      values: valid.map((object) =>
        Object.fromEntries(Object.entries(json(object)).filter(([one]) => one !== name)),
      ),
      place: [String(name)],
    }),
  )
  const inMembers = Object.entries(properties).flatMap(([name, member]) =>
    wrongValues(json(member)).map(
      ({ what, values, place }): Wrong => ({
        what: `${name}: ${what}`,
        values: fc.tuple(valid, values).map(([object, value]) => withMember(object, name, value)),
        place: [name, ...place],
      }),
    ),
  )
  const unknown = otherNames
    .filter((name) => schema.additionalProperties === false && !Object.hasOwn(properties, name))
    .map(
      (name): Wrong => ({
        what: `an unknown member ${JSON.stringify(name)}`,
        values: fc
          .tuple(valid, fc.jsonValue({ maxDepth: 1 }))
          .map(([object, value]) => withMember(object, name, value)),
        place: [name],
      }),
    )
  return [...missing, ...inMembers, ...unknown]
}

const isPlainInteger = (text: string): boolean => /^-?(0|[1-9]\d*)$/.test(text)

const nearIntegers = [
  '',
  ' 5',
  '5 ',
  '+5',
  '05',
  '5.0',
  '5.5',
  '0x10',
  '1e2',
  '5n',
  '1_0',
  'NaN',
  'null',
  '\u0665',
  '\uFF15',
  '5,6',
]

/** What a URL or a header can say that a schema does not allow. */
export const wrongTextValues = (schema: Json, isPossible: (text: string) => boolean): readonly Wrong[] => {
  if (!typesOf(schema).includes('integer')) return wrongTexts(schema, isPossible)
  const text = fc.oneof(fc.constantFrom(...nearIntegers), fc.string()).filter((one) => !isPlainInteger(one))
  return [...ranges(schema), { what: 'no integer', values: text, place: [] }]
}
