import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LaunchError, ROOT } from './project.mjs'

/**
 * Installs from the lockfile when node_modules is missing or older than it. Everything is said on stderr,
 * so that a command's stdout stays its own.
 * @throws LaunchError when npm fails
 */
export function ensureInstalled(root = ROOT) {
  const reason = whyInstall(
    readJson(join(root, 'package-lock.json')),
    readJson(join(root, 'node_modules/.package-lock.json')),
  )
  if (!reason) return
  process.stderr.write(`Installing dependencies (${reason}) …\n`)
  const { status, error } = spawnSync(...npmCommand(['ci', '--no-audit', '--no-fund', '--loglevel=error']), {
    cwd: root,
    stdio: ['ignore', process.stderr.fd, process.stderr.fd],
    // onnxruntime-node brings its CPU provider along; its download is for GPU ones only.
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' },
    shell: process.platform === 'win32' && !process.env.npm_execpath,
  })
  if (error || status !== 0) {
    throw new LaunchError(
      `npm ci failed${error ? `: ${error.message}` : ''}. Check the network, then try again, or run npm ci yourself.`,
    )
  }
}

/**
 * Compares what the lockfile wants with what npm wrote down after the last installation.
 * @returns {string | null} the reason in words, or null when nothing has to be done
 */
export function whyInstall(lock, installed) {
  if (!lock?.packages) return 'the lockfile cannot be read'
  if (!installed?.packages) return 'first run'
  for (const [path, wanted] of Object.entries(lock.packages)) {
    // '' is the project itself; optional packages belong to other platforms more often than not.
    if (path === '' || wanted.link || wanted.optional || wanted.devOptional) continue
    const present = installed.packages[path]
    if (!present) return `${nameOf(path)} is missing`
    if (present.version !== wanted.version) return `${nameOf(path)} should be ${wanted.version}`
  }
  return null
}

function nameOf(path) {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
}

/** Under `npm start` npm names its own script; that one is certain to belong to this Node. */
export function npmCommand(args) {
  const script = process.env.npm_execpath
  if (script?.endsWith('.js')) return [process.execPath, [script, ...args]]
  return ['npm', args]
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}
