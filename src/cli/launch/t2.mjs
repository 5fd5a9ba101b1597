import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureInstalled } from './install.mjs'
import { launch, ROOT } from './project.mjs'

await launch(async () => {
  ensureInstalled()
  // npm runs scripts in the project's folder; paths on the command line mean the caller's.
  if (process.env.npm_lifecycle_event === 't2' && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD)
  const { register } = await import('tsx/esm/api')
  register()
  await import(pathToFileURL(join(ROOT, 'src/cli/main.ts')).href)
})
