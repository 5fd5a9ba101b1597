import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder, wherever the command was called from. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../../..')

const OLDEST_NODE = [20, 19, 0]

/** Ends the process with a sentence, not with a stack trace, where Node is too old for what follows. */
function requireNode() {
  const version = process.versions.node
  if (isSupportedNode(version)) return
  process.stderr.write(
    `This project needs Node ${OLDEST_NODE.join('.')} or newer; this is Node ${version}. Get one from https://nodejs.org.\n`,
  )
  process.exit(1)
}

/** @param {string} version `20.19.1`, as in `process.versions.node` */
export function isSupportedNode(version) {
  const parts = version.split('.').map((part) => Number.parseInt(part, 10))
  for (const [index, least] of OLDEST_NODE.entries()) {
    const part = parts[index] ?? 0
    if (part !== least) return part > least
  }
  return true
}

/** A message fit for a terminal, without a stack: the launchers end on it. */
export class LaunchError extends Error {
  /**
   * @param {string} message
   * @param {number} exitCode 1 failed, 2 bad usage
   */
  constructor(message, exitCode = 1) {
    super(message)
    this.exitCode = exitCode
  }
}

/** Runs a launcher's main function; a LaunchError becomes its message and exit code. */
export async function launch(main) {
  requireNode()
  try {
    await main()
  } catch (error) {
    if (!(error instanceof LaunchError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = error.exitCode
  }
}
