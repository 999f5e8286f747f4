/** The origins under which a person may have opened this server: on this machine it has two names. */
export const ownOrigins = (baseUrl: string): readonly string[] => {
  const { protocol, hostname, port } = new URL(baseUrl)
  const names = ['127.0.0.1', 'localhost']
  if (!names.includes(hostname)) return [baseUrl]
  return names.map((name) => `${protocol}//${name}${port === '' ? '' : `:${port}`}`)
}
