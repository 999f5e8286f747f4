import { build, type Plugin } from 'esbuild'

/** What others have written stays where it is; what is ours is taken in, from its sources. */
const othersOutside: Plugin = {
  name: 'others-outside',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path }) => (path.startsWith('@taskport/') ? null : { external: true }))
  },
}

/**
 * `node … bundle-tests.ts test/a.test.ts …`, in the package: makes a module of each test file and all that it imports. A mutant's
 * tests are a process for each file, and a process that has nothing to translate and one file to load starts in a third of the time.
 * The modules stand two folders deep, as the sources do, for what is found from where a module stands.
 */
await build({
  entryPoints: process.argv.slice(2),
  outdir: '.test-bundles/modules',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  conditions: ['@taskport/source'],
  plugins: [othersOutside],
  logLevel: 'warning',
})
