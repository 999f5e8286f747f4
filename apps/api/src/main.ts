const oldestNode = 24

const major = Number.parseInt(process.versions.node, 10)
if (major < oldestNode) {
  process.stderr.write(
    `Taskport needs Node ${oldestNode} or newer and was started with ${process.version}: use \`npm start\`, which brings its own.\n`,
  )
  process.exit(1)
}

// Only now, because what this imports does not even load on an older Node.
const { run } = await import('./run.js')
await run()

export {}
