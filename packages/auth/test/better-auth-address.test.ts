import assert from 'node:assert/strict'
import { test } from 'node:test'
import { betterAuthJwks } from '@taskport/auth'

const addresses: Readonly<Record<string, readonly [origin: string, url: string]>> = {
  'http://localhost:3000': ['http://localhost:3000', 'http://localhost:3000/api/auth/jwks'],
  'http://localhost:3000///': ['http://localhost:3000', 'http://localhost:3000/api/auth/jwks'],
  'https://app.example.com/sign/in//': ['https://app.example.com', 'https://app.example.com/sign/in/jwks'],
  'https://app.example.com/auth?x=1#y': ['https://app.example.com', 'https://app.example.com/auth/jwks'],
}

for (const [baseUrl, [origin, url]] of Object.entries(addresses)) {
  test(`a Better Auth server at ${baseUrl} publishes its keys at ${url}`, () => {
    assert.deepEqual(betterAuthJwks(baseUrl), { url, issuer: origin, audience: origin })
  })
}
