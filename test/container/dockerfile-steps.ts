import { DockerfileParser, type Flag, type Instruction } from 'dockerfile-ast'

/** One instruction of a Dockerfile. */
export interface Step {
  /** Of which image, counted from 0. */
  readonly stage: number
  /** Upper case. */
  readonly keyword: string
  /** Those that begin with `--`, without it. */
  readonly flags: ReadonlyMap<string, string>
  /** Without flags and quotes; those of JSON's form one by one. */
  readonly args: readonly string[]
  /** All that follows the flags. */
  readonly text: string
  readonly isJson: boolean
}

const flagsOf = (instruction: Instruction): readonly Flag[] =>
  'getFlags' in instruction && typeof instruction.getFlags === 'function' ? instruction.getFlags() : []

const stringsOf = (text: string): string[] | null => {
  if (!text.startsWith('[')) return null
  const list: unknown = JSON.parse(text)
  return Array.isArray(list) ? list.map(String) : null
}

/** The instructions, in order. HEALTHCHECK is told by its command, as CMD is. */
export const dockerfileSteps = (dockerfile: string): Step[] => {
  let stage = -1
  return DockerfileParser.parse(dockerfile)
    .getInstructions()
    .map((instruction): Step => {
      const keyword = instruction.getKeyword()
      if (keyword === 'FROM') stage += 1
      const flags = new Map(flagsOf(instruction).map((flag) => [flag.getName(), flag.getValue() ?? '']))
      const text = (instruction.getArgumentsContent() ?? '')
        .replace(/^(\s*--\S+)+/, '')
        .trim()
        .replace(/^CMD\s+(?=\[)/, '')
      const list = stringsOf(text)
      const args = list ?? text.split(/\s+/).map((arg) => arg.replace(/(^|=)"(.*)"$/, '$1$2'))
      return { stage, keyword, flags, args, text, isJson: list !== null }
    })
}
