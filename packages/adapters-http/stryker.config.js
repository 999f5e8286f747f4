import { nodeTestMutation } from '../../test-mutation/node-test-mutation.ts'

export default nodeTestMutation({
  mutate: [
    'src/validation/**/*.ts',
    'src/problems/**/*.ts',
    'src/conditions/**/*.ts',
    'src/opaque/**/*.ts',
    'src/owner.ts',
  ],
  // Those that ask these sources themselves. The others open whole servers, which takes a second a file and mutant.
  testFiles: [
    'test/conditional-requests.test.ts',
    'test/cursors.test.ts',
    'test/entity-tags.test.ts',
    'test/error-answers.test.ts',
    'test/problem-bodies.test.ts',
    'test/refusal-answers.test.ts',
    'test/opaque-token-keys.test.ts',
    'test/opaque-tokens.test.ts',
    'test/owner.test.ts',
    'test/request-bodies.test.ts',
    'test/query-validation.test.ts',
    'test/request-validation.test.ts',
  ],
})
