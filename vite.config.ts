import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { EXPERT_INDEX, expertIndex } from './src/io/expert-index.ts'

const MODELS = resolve(import.meta.dirname, 'public/models')

export default defineConfig({
  // Relative, so that the built page works under any path of any static host.
  base: './',
  plugins: [react(), listExperts()],
  worker: { format: 'es' },
  optimizeDeps: { exclude: ['onnxruntime-web'] },
  build: { target: 'es2023', assetsInlineLimit: 0, chunkSizeWarningLimit: 1000 },
  test: { include: ['src/**/*.test.ts', 'src/**/*.test.tsx'], pool: 'forks', testTimeout: 60_000 },
})

/** Puts a list of its experts beside each embedded model: a static host cannot list a folder. */
function listExperts(): Plugin {
  return {
    name: 'list-experts',
    generateBundle() {
      for (const model of models()) {
        this.emitFile({ type: 'asset', fileName: `models/${model}/${EXPERT_INDEX}`, source: indexOf(model) })
      }
    },
    configureServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const model = /\/models\/([\w.-]+)\/experts\/index\.json$/.exec(request.url ?? '')?.[1]
        if (!model || !models().includes(model)) return next()
        response.setHeader('content-type', 'application/json')
        response.end(indexOf(model))
      })
    },
  }
}

/** A bundle is a folder with a manifest; other files may lie beside it. */
function models(): string[] {
  return namesIn(MODELS).filter((name) => namesIn(join(MODELS, name)).includes('manifest.json'))
}

function indexOf(model: string): string {
  const folder = join(MODELS, model, 'experts')
  const files = namesIn(folder).map(
    (name) => [name, new Uint8Array(readFileSync(join(folder, name)))] as const,
  )
  return `${JSON.stringify(expertIndex(new Map(files)))}\n`
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
