import { runBench } from './bench.js'
import { readOptions } from './options.js'
import { measureStart } from './start/measure-start.js'

const options = readOptions(process.argv.slice(2))
const isGood = options.isStartOnly ? await measureStart() : await runBench(options)
if (!isGood) process.exitCode = 1
