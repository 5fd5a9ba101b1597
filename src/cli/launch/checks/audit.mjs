import { spawn } from 'node:child_process'
import { npmCommand } from '../install.mjs'
import { ROOT } from '../project.mjs'

const LIMIT_MS = 10_000

/**
 * What `npm audit` knows of the packages that are not for development only, in a sentence. Only ever a note: it needs
 * the network, and what it says changes from one day to the next with nothing changed here.
 */
export async function auditNote() {
  return inWords(await ask())
}

/** @param {string} output of `npm audit --json`, or whatever came instead */
export function inWords(output) {
  let counts
  try {
    counts = JSON.parse(output).metadata.vulnerabilities
  } catch {
    return 'npm audit: no answer, perhaps no network'
  }
  const found = Object.entries(counts).filter(([level, count]) => level !== 'total' && count > 0)
  return `npm audit: ${found.map(([level, count]) => `${count} ${level}`).join(', ') || 'nothing known'}`
}

function ask() {
  const [command, args] = npmCommand(['audit', '--omit=dev', '--json', '--fetch-retries=0'])
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: LIMIT_MS,
      shell: process.platform === 'win32' && command === 'npm',
    })
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.on('error', () => done(''))
    child.on('close', () => done(output))
  })
}
