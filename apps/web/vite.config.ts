import { defineConfig } from 'vite'

export default defineConfig({
  build: {
    outDir: 'dist/page',
    target: 'baseline-widely-available',
    // Nothing inline: the page's policy forbids it.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // "use client" means something to server renderers alone.
      onLog: (level, log, say) => {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') say(level, log)
      },
    },
  },
})
