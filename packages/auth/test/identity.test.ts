import { rawToken } from './support/raw-token.js'
import { accepts, refuses } from './support/verdicts.js'

refuses('subject-too-long', { 'by a limit of 2': rawToken() }, { subjectMaxLength: 2 })
accepts('ada', { 'by a limit of 3': rawToken() }, { subjectMaxLength: 3 })
