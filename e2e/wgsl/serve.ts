import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

export interface ServedPage {
  readonly url: string
  close(): Promise<void>
}

/** Serves e2e/wgsl/index.html with the sources as they are. */
export async function serveWgslPage(): Promise<ServedPage> {
  const server = await createServer({
    root: ROOT,
    configFile: false,
    cacheDir: resolve(ROOT, 'node_modules/.cache/vite-wgsl'),
    server: { host: '127.0.0.1', port: 0, hmr: false, watch: null },
    optimizeDeps: { noDiscovery: true, include: ['onnx-proto'] },
    logLevel: 'error',
  })
  await server.listen()
  return { url: `${server.resolvedUrls?.local[0]}e2e/wgsl/index.html`, close: () => server.close() }
}
