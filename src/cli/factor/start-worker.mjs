import { register } from 'tsx/esm/api'

// A thread has none of the hooks that let the main one run TypeScript.
register()
await import('./factor-worker.ts')
