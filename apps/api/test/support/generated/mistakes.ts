import type { Answer } from '../call.js'
import type { Carelessness, Passing } from './careless-server.js'
import { isJson, type Json } from './json.js'

/** A mistake, and how it must be found. */
export interface Mistake extends Carelessness {
  readonly found: RegExp
}

const parsed = (text: string): Json => {
  try {
    const value: unknown = JSON.parse(text)
    return isJson(value) ? value : {}
  } catch {
    return {}
  }
}

/** Changes the body of requests that send one in JSON. */
const ofBody =
  (change: (body: Json) => Json) =>
  (request: Passing): Passing =>
    Object.keys(parsed(request.body)).length === 0
      ? request
      : { ...request, body: JSON.stringify(change(parsed(request.body))) }

const ofTitle = (change: (title: string) => string) =>
  ofBody((body) => (typeof body.title === 'string' ? { ...body, title: change(body.title) } : body))

const withBody = (answer: Answer, body: unknown): Answer => ({ ...answer, body, text: JSON.stringify(body) })

const withoutHeader = (answer: Answer, name: string): Answer => {
  const { [name]: _, ...headers } = answer.headers
  return { ...answer, headers }
}

const task = ({ body }: Answer): Json => {
  const data = isJson(body) ? body.data : null
  return isJson(data) && 'id' in data ? data : {}
}

const withTask = (answer: Answer, change: Json): Answer =>
  'id' in task(answer) ? withBody(answer, { success: true, data: { ...task(answer), ...change } }) : answer

/** Mistakes that show in answers to requests that the document allows. */
export const carelessServers: Readonly<Record<string, Mistake>> = {
  'texts are normalised': {
    request: ofTitle((title) => title.normalize('NFD')),
    found: /not what was sent|422 is not explained/,
  },
  'a title is cut in the middle of a character': {
    request: ofTitle((title) => title.slice(0, 254)),
    found: /not what was sent|4\d\d is not explained/,
  },
  'titles are in lower case': {
    request: ofTitle((title) => title.toLowerCase()),
    found: /not what was sent/,
  },
  'an empty description is none': {
    request: ofBody((body) => (body.description === '' ? { ...body, description: null } : body)),
    found: /not what was sent/,
  },
  'a description that is not sent is cleared': {
    request: (request) =>
      request.method === 'PUT' ? ofBody((body) => ({ description: null, ...body }))(request) : request,
    found: /not what was sent/,
  },
  'to toggle is to complete': {
    request: (request) =>
      request.path.endsWith('/complete') && request.body === ''
        ? {
            ...request,
            headers: { ...request.headers, 'content-type': 'application/json' },
            body: '{"completed":true}',
          }
        : request,
    found: /not what was sent/,
  },
  'If-Match is not heard': {
    request: (request) => {
      const { 'if-match': _, ...headers } = request.headers
      return { ...request, headers }
    },
    found: /200 is not explained.* 412 would be/,
  },
  'an id in capitals is another id': {
    request: (request) => ({
      ...request,
      path: request.path.replace(/[\dA-F]{8}-[\dA-F-]{27}/, '00000000-0000-7000-8000-000000000009'),
    }),
    found: /404 is not explained/,
  },
  'the trash is not told from the rest': {
    answer: (answer, { method }) =>
      answer.status === 404 && method === 'DELETE' ? { ...answer, status: 200 } : answer,
    found: /does not hold to the document|The media type/,
  },
  'a repeated creation is a new one': {
    answer: (answer, { method, path }) =>
      answer.status === 200 && method === 'POST' && path === '/api/tasks'
        ? { ...answer, status: 201 }
        : answer,
    found: /201 is not explained/,
  },
  'an answer has no ETag': { answer: (answer) => withoutHeader(answer, 'etag'), found: /etag is promised/ },
  'an ETag is weak': {
    answer: (answer) =>
      answer.headers.etag === undefined
        ? answer
        : { ...answer, headers: { ...answer.headers, etag: `W/${answer.headers.etag}` } },
    found: /etag does not hold/,
  },
  'a version is a text': {
    answer: (answer) => withTask(answer, { version: String(task(answer).version) }),
    found: /version must be integer/,
  },
  'an instant has no milliseconds': {
    answer: (answer) => withTask(answer, { createdAt: '2026-11-21T08:41:00Z' }),
    found: /createdAt must match format/,
  },
  'a task has a member that nobody was told of': {
    answer: (answer) => withTask(answer, { folded: '' }),
    found: /additional properties/,
  },
  'an answer shows another task': {
    answer: (answer, { method }) => (method === 'GET' ? withTask(answer, { title: 'Other' }) : answer),
    found: /shown otherwise than before/,
  },
  'an emoji is a fault': {
    answer: (answer, { body }) =>
      /\p{Emoji_Presentation}/u.test(body) ? { ...answer, status: 500 } : answer,
    found: /500/,
  },
  'an answer has a status that nobody was told of': {
    answer: (answer) => (answer.status === 201 ? { ...answer, status: 202 } : answer),
    found: /knows no 202/,
  },
}

const known = ['id', 'title', 'description', 'status']

/** Mistakes that let pass what the document does not allow. */
export const lenientServers: Readonly<Record<string, Mistake>> = {
  'unknown fields are dropped': {
    request: ofBody((body) =>
      Object.fromEntries(Object.entries(body).filter(([name]) => known.includes(name))),
    ),
    found: /an unknown member/,
  },
  'a number is taken for a text': {
    request: ofBody((body) =>
      typeof body.title === 'number' ? { ...body, title: String(body.title) } : body,
    ),
    found: /title: number for string/,
  },
  'a text that is too long is cut': {
    request: ofTitle((title) => [...title].slice(0, 255).join('')),
    found: /title: too long/,
  },
  'U+0000 is dropped': {
    request: ofBody((body) =>
      typeof body.description === 'string'
        ? { ...body, description: body.description.replaceAll('\0', '') }
        : body,
    ),
    found: /description: unlike the pattern/,
  },
  'null is no field': {
    request: ofBody((body) => Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null))),
    found: /status: null for string/,
  },
  'a limit is parsed': {
    request: (request) => ({
      ...request,
      path: request.path.replace(
        /limit=([^&]*)/,
        (_, text) => `limit=${Number.parseInt(decodeURIComponent(text), 10) || 5}`,
      ),
    }),
    found: /limit in the query: no integer/,
  },
  'the last of two parameters is heard': {
    request: (request) => ({ ...request, path: request.path.replace(/(\b\w+)=[^&]*&(?=\1=)/, '') }),
    found: /in the query: twice/,
  },
  'an unknown parameter is dropped': {
    request: (request) => ({ ...request, path: request.path.replace(/[?&]userId=5/, '') }),
    found: /an unknown query parameter "userId"/,
  },
  'a body is JSON whatever its type says': {
    request: (request) => ({
      ...request,
      headers: { ...request.headers, ...(request.body === '' ? {} : { 'content-type': 'application/json' }) },
    }),
    found: /content-type/,
  },
  'errors do not say where': {
    answer: (answer) =>
      isJson(answer.body) && 'errors' in answer.body
        ? withBody(answer, { ...answer.body, errors: [{ pointer: '', code: 'X', message: 'x' }] })
        : answer,
    found: /is not named alone/,
  },
  'a condition that cannot be read is none': {
    request: (request) => {
      const { 'if-match': condition, ...headers } = request.headers
      return condition?.includes('"') ? request : { ...request, headers }
    },
    found: /if-match in the header/,
  },
}
