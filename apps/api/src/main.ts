import { setFlagsFromString } from 'node:v8'
import { keepYoungGenerationSmall } from './young-generation.js'

const oldestNode = 24

const major = Number.parseInt(process.versions.node, 10)
if (major < oldestNode) {
  process.stderr.write(
    `Taskport needs Node ${oldestNode} or newer and was started with ${process.version}: use \`npm start\`, which brings its own.\n`,
  )
  process.exit(1)
}

// V8 puts what seems to live long, by its first moments, straight among the old objects. Where it takes a part of every request for that,
// these hold whatever they point to until the next full collection: a sixth of all that requests allocate, copied twice.
setFlagsFromString('--no-allocation-site-pretenuring')
keepYoungGenerationSmall()

// Only now, because what this imports does not even load on an older Node.
const { run } = await import('./run.js')
await run()
