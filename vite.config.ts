import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { type ManifestOptions, VitePWA } from 'vite-plugin-pwa'
import { defineConfig } from 'vitest/config'
import { pagePolicy } from './src/cli/launch/page-policy-plugin.mjs'

/** What an installed page is called, and how it opens. */
const manifest: Partial<ManifestOptions> = {
  name: 'Transformer² playground',
  short_name: 'Transformer²',
  description: 'The same weights, a few thousand numbers changed, another skill.',
  lang: 'en',
  display: 'standalone',
  start_url: './',
  scope: './',
  background_color: '#fcfcfa',
  theme_color: '#5b3fd6',
  icons: [
    { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' },
    { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: 'icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any maskable' },
  ],
}

/** The same in the page's other language; `src/ui/speak.ts` points to it. */
const germanManifest: Plugin = {
  name: 'german-manifest',
  apply: 'build',
  generateBundle() {
    const german = {
      ...manifest,
      lang: 'de',
      name: 'Transformer²-Playground',
      description: 'Dieselben Gewichte, ein paar Tausend Zahlen geändert, eine andere Fähigkeit.',
    }
    this.emitFile({ type: 'asset', fileName: 'manifest.de.webmanifest', source: JSON.stringify(german) })
  },
}

/**
 * Keeps every file that the page may ask for, so that one visit is enough to work without a network, the CPU engine and training
 * included. Only what another address serves is fetched as ever.
 */
const offline = VitePWA({
  // The page registers it itself, once it has nothing more urgent to load (src/ui/offline.ts).
  injectRegister: false,
  registerType: 'prompt',
  filename: 'offline.js',
  workbox: {
    globPatterns: ['**/*'],
    // What was measured for people to read elsewhere is published too, and the page never asks for it.
    globIgnores: [
      'offline.js',
      'results/{,smollm2/}!(table|confusion|sliders).json',
      'models/tiny-recipe.json',
    ],
    // The largest is onnxruntime's WebAssembly, 14 MB.
    maximumFileSizeToCacheInBytes: 24_000_000,
    dontCacheBustURLsMatching: /^assets\//,
    cleanupOutdatedCaches: true,
    // Parts that come later are had from what is kept in the first visit too: a classroom's network may be gone by then.
    clientsClaim: true,
    inlineWorkboxRuntime: true,
    // A network login's page, or half a file, is not kept in a file's place.
    manifestTransforms: [
      async (manifest) => ({
        manifest: manifest.map((entry) => ({ ...entry, integrity: integrityOf(entry.url) })),
        warnings: [],
      }),
    ],
    sourcemap: false,
  },
  manifest,
})

/** Of a file of the build, as the browser checks it when the service worker fetches it. */
function integrityOf(path: string): string {
  return `sha256-${createHash('sha256')
    .update(readFileSync(resolve(import.meta.dirname, 'dist', path)))
    .digest('base64')}`
}

/**
 * Two scripts, and not the two dozen that modules shared with later parts would make: each is a request, and a slow
 * line has few of them at a time. What settles the language comes first, without the page that reads the texts.
 */
const FIRST_SCRIPTS = [
  { name: 'start', test: /\/src\/ui\/(main\.tsx|messages\/en\.ts)$/, priority: 2 },
  { name: 'page', test: /\/src\/ui\/mount\.tsx$/, priority: 1 },
]

/** With what bundling adds: they are there before any part is asked for. */
const FIRST_PAGE = /(?:^|\/)(?:index|start|page|rolldown-runtime)-[\w-]{8}\.js$/

/**
 * The same for the model's worker: all it starts with but its entry, which would begin to serve once more in each of
 * onnxruntime's threads, as those import what they share with the worker.
 */
const FIRST_OF_WORKER = { name: 'serve', test: /\/src\/worker\/serve\.ts$/ }

/** The page itself is imported once its language is settled; the browser may fetch it meanwhile. */
const preloadPage: Plugin = {
  name: 'preload-page',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle = {} }) {
      const page = Object.values(bundle).find(
        (file) => file.type === 'chunk' && file.moduleIds.some((id) => id.endsWith('/src/ui/mount.tsx')),
      )
      if (!page) throw new Error('The build has no chunk of src/ui/mount.tsx to preload.')
      const needed = new Set([page.fileName])
      for (const name of needed) {
        const file = bundle[name]
        if (file?.type === 'chunk') for (const own of file.imports) needed.add(own)
      }
      return [...needed]
        .filter((name) => !html.includes(name))
        .map((name) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `./${name}` },
          injectTo: 'head',
        }))
    },
  },
}

/** Parts that come later are fetched whole before they are imported, instead of being preloaded. */
const fetchedFirst: Plugin = {
  name: 'fetched-first',
  apply: 'build',
  enforce: 'pre',
  load(id) {
    if (id !== '\0vite/preload-helper.js') return null
    const path = resolve(import.meta.dirname, 'src/ui/fetched-first.ts')
    return `export { fetchedFirst as __vitePreload } from ${JSON.stringify(path)}`
  },
}

/** What the CPU engine's bytes are counted against as they come: a compressed answer does not say how many there will be. */
const CPU_ENGINE = createRequire(import.meta.url).resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm')

export default defineConfig({
  define: { CPU_ENGINE_BYTES: statSync(CPU_ENGINE).size },
  // Relative, so that the built page works under any path of any static host.
  base: './',
  plugins: [react(), preloadPage, fetchedFirst, germanManifest, offline, pagePolicy()],
  worker: {
    format: 'es',
    rolldownOptions: { output: { codeSplitting: { groups: [FIRST_OF_WORKER] } } },
  },
  optimizeDeps: { exclude: ['onnxruntime-web'] },
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    // A part's scripts but those of the first page, for src/ui/fetched-first.ts.
    modulePreload: {
      resolveDependencies: (_, scripts, { hostType }) =>
        hostType === 'html' ? scripts : scripts.filter((path) => !FIRST_PAGE.test(path)),
    },
    rolldownOptions: { output: { codeSplitting: { groups: FIRST_SCRIPTS } } },
  },
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx'],
    pool: 'forks',
    // By itself Vitest leaves one core free, which is half of two.
    maxWorkers: '100%',
    // Only against a hang: a test that starts processes takes ten times its time on a busy machine.
    testTimeout: 240_000,
  },
})
