import type { MutationRule } from '../../../test-mutation/text-mutant.js'

/** Where the server lets nobody through without an owner: the check left out, or made only once others have looked. */
export const serverRules: readonly MutationRule[] = [
  {
    pattern: /^ *api\.addHook\('onRequest', (requireOwner\([^)]*\))\)\n/gm,
    replacements: ["api.addHook('preClose', async () => void $1)\n"],
    mustDie: true,
  },
  {
    pattern: /api\.addHook\('onRequest', (requireOwner\()/g,
    replacements: ["api.addHook('preValidation', $1", "api.addHook('preHandler', $1"],
    mustDie: true,
  },
]

/** Where a path that claims somebody is compared with who calls: not at all, or only once others have looked. */
export const ownPathRules: readonly MutationRule[] = [
  {
    pattern: /face\.addHook\('onRequest', requireOwnPath\)/g,
    replacements: [
      "face.addHook('preClose', async () => void requireOwnPath)",
      "face.addHook('preValidation', requireOwnPath)",
    ],
    mustDie: true,
  },
]

/** Where a route says whose tasks it is about: somebody's who did not call. */
export const routeRules: readonly MutationRule[] = [
  {
    pattern: /\bownerOf\(request\)/g,
    replacements: ["(request.ownerId === 'bob' ? 'alice' : ownerOf(request))", "'bob'"],
    mustDie: true,
  },
]
