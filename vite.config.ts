import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Relative, so that the built page works under any path of any static host.
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  optimizeDeps: { exclude: ['onnxruntime-web'] },
  build: { target: 'es2023', assetsInlineLimit: 0 },
  test: { include: ['src/**/*.test.ts', 'src/**/*.test.tsx'], pool: 'forks', testTimeout: 60_000 },
})
