/** The `code` of an error: of the operating system (`ENOENT`) or of PostgreSQL (`57P03`). Null when it has none. */
export const errorCode = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
