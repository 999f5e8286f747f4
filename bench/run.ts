import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** Runs a program to its end. @throws {Error} with what it said, when it fails */
export const run = promisify(execFile)
