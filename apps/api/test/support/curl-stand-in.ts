// Stands in for curl on machines that have none. It reads its arguments as curl does, and prints the status before the body.
const headers = new Headers()
const data: string[] = []
const urls: string[] = []

const args = process.argv.slice(2)
while (args.length > 0) {
  const argument = args.shift() ?? ''
  if (!argument.startsWith('-')) {
    urls.push(argument)
    continue
  }
  const value = args.shift()
  if (value === undefined) throw new Error(`${argument} needs a value`)
  if (argument === '-d') data.push(value)
  else if (argument === '-H') {
    const [name = '', ...rest] = value.split(':')
    headers.set(name, rest.join(':').trim())
  } else throw new Error(`This stand-in for curl does not know ${argument}`)
}

const [url] = urls
if (url === undefined || urls.length > 1) throw new Error(`One URL was expected: ${urls.join(' ')}`)
const body = data.length === 0 ? null : data.join('&')
if (body !== null && !headers.has('content-type')) {
  headers.set('content-type', 'application/x-www-form-urlencoded')
}
const response = await fetch(url, { method: body === null ? 'GET' : 'POST', headers, body })
process.stdout.write(`${response.status}\n${await response.text()}`)

export {}
