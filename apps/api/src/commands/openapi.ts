import { writeFile } from 'node:fs/promises'
import { contractDocument } from '../contract-document.js'

await writeFile(new URL('../../../../contracts/openapi.yaml', import.meta.url), await contractDocument())
