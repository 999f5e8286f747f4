import assert from 'node:assert/strict'
import type { HeaderForm } from './header-forms.js'
import { answersIn, type RawAnswer } from './raw-answers.js'
import { rawExchange } from './raw-exchange.js'

const body = '{"title":"Taken over"}'

/** The lines of header forms are bytes already, a character each; a token with larger characters is text. */
const bytesOf = (text: string): Buffer => {
  const bytes = Buffer.from(text, 'latin1')
  return bytes.toString('latin1') === text ? bytes : Buffer.from(text)
}

/** Sends a request with this Authorization header on a connection of its own, and answers the one answer to it. */
export const sendForm = async (
  address: string,
  method: string,
  path: string,
  form: HeaderForm,
): Promise<RawAnswer> => {
  const hasBody = method !== 'GET' && method !== 'HEAD'
  const head = [
    `${method} ${path}${form.query ?? ''} HTTP/1.1`,
    'Host: localhost',
    ...(hasBody ? ['Content-Type: application/json', `Content-Length: ${body.length}`] : []),
    'Connection: close',
    ...form.lines,
  ].join('\r\n')
  const received = await rawExchange(address, bytesOf(`${head}\r\n\r\n${hasBody ? body : ''}`))
  const [answer, ...others] = answersIn(received, { toHead: method === 'HEAD' })
  assert.ok(answer !== undefined && others.length === 0, received)
  return answer
}
