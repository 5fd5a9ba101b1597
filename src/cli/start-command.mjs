import { register } from 'tsx/esm/api'

register()
await import('./command-process.ts')
