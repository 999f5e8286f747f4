import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { keepAnswers } from './kept-answers.js'
import { openapiDocument } from './openapi-document.js'
import { sendWholeFiles } from './whole-files.js'

const description = `A person's own tasks. Every call below \`/api\` carries \`Authorization: Bearer <JWT>\` and sees the tasks of
that token's user alone.

A success is \`{ "success": true, "data": … }\`; a refusal is \`application/problem+json\` whose \`error\` is a sentence for
a person and whose \`code\` never changes. Below \`/api/{userId}\` the same tasks are plain, without an envelope, and a refusal is
\`{ "detail": "…" }\` alone. Unknown fields and query parameters are refused by name; nothing is coerced.

Texts are kept as they are sent. Lengths are counted in characters (Unicode code points); U+0000 and halves of surrogate pairs are refused.`

/** The page runs what this server sends it and nothing else; its styles are set by its own scripts. */
const pagePolicy = {
  'default-src': "'self'",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data:",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
}

/** Serves `/openapi.json` and, for people, `/docs`, without any asset from another host. Register before the routes. */
export const documentation = async (app: FastifyInstance): Promise<void> => {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Taskport', version: '0.1.0', description, license: { name: 'MIT', identifier: 'MIT' } },
      servers: [{ url: '/', description: 'This server' }],
      components: {
        securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      },
      security: [{ bearer: [] }],
      tags: [
        { name: 'Tasks', description: 'The caller’s own tasks.' },
        {
          name: 'Tasks by user',
          description:
            'The same tasks for frontends that have the user’s id in the address and expect plain JSON. Use either; what one changes, ' +
            'the other shows.',
        },
        { name: 'Changes', description: 'Everything, then only what changed since.' },
        { name: 'Health', description: 'For load balancers and schedulers; without a token.' },
      ],
    },
    refResolver: {
      buildLocalReference: (schema, _base, _fragment, index) =>
        typeof schema.$id === 'string' ? schema.$id : `schema-${index}`,
    },
  })
  await app.register(async (docs) => {
    sendWholeFiles(docs)
    keepAnswers(docs, '/openapi.json', '/docs/json', '/docs/yaml')
    await docs.register(swaggerUi, {
      routePrefix: '/docs',
      uiConfig: {
        deepLinking: true,
        layout: 'BaseLayout',
        persistAuthorization: true,
        tryItOutEnabled: true,
      },
      theme: { title: 'Taskport' },
      staticCSP: pagePolicy,
      transformSpecification: () => openapiDocument(app),
    })
    docs.get('/openapi.json', { schema: { hide: true } }, async (_request, reply) =>
      reply.type('application/json; charset=utf-8').send(JSON.stringify(openapiDocument(app))),
    )
  })
}
