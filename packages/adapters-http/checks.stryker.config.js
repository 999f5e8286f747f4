import { onlyChecks } from '../../test-mutation/node-test-mutation.ts'
import all from './stryker.config.js'

export default onlyChecks(all, ['src/owner.ts'])
