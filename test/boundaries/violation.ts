/** Code that breaks the dependency rule, where it is planted, and who must say so. */
export interface Violation {
  what: string
  /** Relative to the root. Each violation has a file to itself: nothing else can be what is refused there. */
  file: string
  code: string
  /** Biome's category or the compiler's code: the rule that is there for this. */
  rule: string
  /** What that rule must say, where one rule serves several purposes. */
  saying?: RegExp
}

export const restrictedImport = 'lint/style/noRestrictedImports'
export const restrictedGlobal = 'lint/style/noRestrictedGlobals'
export const undeclared = 'lint/correctness/noUndeclaredDependencies'
export const nodeModule = 'lint/correctness/noNodejsModules'

/** What several of Biome's rules say of what they are there for. */
export const ownFilesOnly = /own files only/
export const byName = /by its name and its exports/
