import type { RequestListener } from 'node:http'
import type { PageFile } from './page-files.js'

const coded = (file: PageFile, accepted: string): { body: Buffer; coding: string | null } => {
  if (/\bbr\b/.test(accepted)) return { body: file.brotli, coding: 'br' }
  if (/\bgzip\b/.test(accepted)) return { body: file.gzip, coding: 'gzip' }
  return { body: file.plain, coding: null }
}

const kept = 'public, max-age=31536000, immutable'

/** Answers GET and HEAD from the page's files; `/` is `/index.html`, and what is not there is 404. */
export const servePage =
  (files: ReadonlyMap<string, PageFile>): RequestListener =>
  (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end()
      return
    }
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    const file = files.get(path === '/' ? '/index.html' : path)
    if (file === undefined) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n')
      return
    }
    const { body, coding } = coded(file, request.headers['accept-encoding'] ?? '')
    response.writeHead(200, {
      'content-type': file.type,
      'content-length': body.length,
      'cache-control': file.isImmutable ? kept : 'no-cache',
      vary: 'accept-encoding',
      ...(coding === null ? {} : { 'content-encoding': coding }),
    })
    response.end(request.method === 'HEAD' ? undefined : body)
  }
