import { nodeTestMutation } from '../../test-mutation/node-test-mutation.ts'

export default nodeTestMutation({
  mutate: [
    'src/tasks/*.ts',
    'src/connection/walled-trip.ts',
    'src/connection/company.ts',
    'src/connection/database-fault.ts',
    'src/prove-isolation.ts',
  ],
  // The others start servers, break connections or race for seconds. What is SQL here has its own mutants, in test-mutation/.
  testFiles: [
    'test/company.test.ts',
    'test/database-fault.test.ts',
    'test/predicates-alone.test.ts',
    'test/prove-isolation.test.ts',
    'test/walled-trip.test.ts',
  ],
})
