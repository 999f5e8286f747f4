import { rawToken } from './support/raw-token.js'
import { refuses } from './support/verdicts.js'

refuses('expired', { 'by a clock that answers NaN': rawToken() }, { now: () => Number.NaN })
refuses('expired', { 'by a clock that goes on and on': rawToken() }, { now: () => Number.POSITIVE_INFINITY })
refuses('issued-in-the-future', { 'by a clock at 0': rawToken() }, { now: () => 0 })
