import { register } from 'tsx/esm/api'
import { enableFusedWasm } from './fused-wasm.mjs'

enableFusedWasm()
// A thread has none of the hooks that let the main one run TypeScript.
register()
await import('./factor-worker.ts')
