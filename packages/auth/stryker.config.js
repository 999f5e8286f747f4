import { nodeTestMutation } from '../../test-mutation/node-test-mutation.ts'

export default nodeTestMutation({
  mutate: [
    'src/**/*.ts',
    // Makes tokens for trying things out; nobody is let in by it.
    '!src/issue-token.ts',
    '!src/testing/**',
  ],
  leftOut: [
    // Whole servers and real time-outs: what they show of the sources is shown faster by jwks-answers.test.ts.
    'test/better-auth.test.ts',
    'test/jwks-failures.test.ts',
    // Thousands of random tokens a run: they look for what nobody has thought of, not for what is mutated here.
    'test/mutation.test.ts',
  ],
})
