import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LaunchError, ROOT } from './project.mjs'

/** Where the built page lies. */
export const DIST = join(ROOT, 'dist')

const INPUTS = ['index.html', 'vite.config.ts', 'tsconfig.json', 'package-lock.json', 'src', 'public']
const STAMP = '.inputs.sha256'
/** Part of the sources but never of the page. */
const NOT_BUILT = /(\.(test|spec)\.tsx?$)|(^src\/cli\/(?!launch\/(page-policy|unserved-style)))/

/**
 * Builds the page into dist/ unless dist/ was built from exactly these sources.
 * @throws LaunchError with Vite's output when the build fails
 */
export function ensureBuilt() {
  const stamp = join(DIST, STAMP)
  const inputs = hashInputs()
  if (existsSync(join(DIST, 'index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs)
    return
  process.stderr.write('Building the page …\n')
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js')
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [vite, 'build'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  if (error || status !== 0) throw new LaunchError(`The build failed.\n${stdout ?? ''}${stderr ?? error}`)
  writeFileSync(stamp, inputs)
}

/** sha256 over names and contents of everything that the built page depends on. */
function hashInputs() {
  const hash = createHash('sha256')
  for (const path of INPUTS.flatMap((input) => filesUnder(ROOT, input))) {
    if (NOT_BUILT.test(path)) continue
    hash.update(`${path}\0`).update(
      createHash('sha256')
        .update(readFileSync(join(ROOT, path)))
        .digest(),
    )
  }
  return hash.digest('hex')
}

/**
 * Paths relative to `root` with forward slashes, sorted; a missing input has none.
 * @param {string} root
 * @param {string} path
 * @returns {string[]}
 */
export function filesUnder(root, path) {
  const full = join(root, path)
  if (!existsSync(full)) return []
  let entries
  try {
    entries = readdirSync(full, { withFileTypes: true })
  } catch {
    return [path]
  }
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) =>
      entry.isDirectory() ? filesUnder(root, `${path}/${entry.name}`) : `${path}/${entry.name}`,
    )
}
