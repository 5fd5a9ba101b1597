import { spawn } from 'node:child_process'
import { ROOT } from '../project.mjs'

/**
 * One check's part in the sum of `npm test`.
 * @typedef {{ passed: number, failed: number, skipped: number, details: string, failures?: string[], unsteady?: string[] }} Tally
 * `failures`: what failed, a line each; said once more at the end of the run. `unsteady`: what passed, but not at once.
 */

/** A check that either holds or does not. */
export function oneCheck(holds, details = '') {
  return { passed: holds ? 1 : 0, failed: holds ? 0 : 1, skipped: 0, details: holds ? '' : details }
}

/** @param {readonly Tally[]} tallies */
export function sumOf(tallies) {
  const sum = (count) => tallies.reduce((total, tally) => total + tally[count], 0)
  const details = tallies.flatMap((tally) => tally.details || [])
  return {
    passed: sum('passed'),
    failed: sum('failed'),
    skipped: sum('skipped'),
    details: details.join('\n'),
    failures: tallies.flatMap((tally) => tally.failures ?? []),
    unsteady: tallies.flatMap((tally) => tally.unsteady ?? []),
  }
}

/**
 * Runs a tool from node_modules with this Node.
 * @param {string} script path under node_modules
 * @param {readonly string[]} args
 * @param {{ show?: boolean, env?: Record<string, string> }} options `show` passes the output on as it comes
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export function runTool(script, args, { show = false, env = {} } = {}) {
  return new Promise((done) => {
    const child = spawn(process.execPath, [`node_modules/${script}`, ...args], {
      cwd: ROOT,
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
      env: { ...process.env, ...env },
    })
    const chunks = []
    child.stdout?.on('data', (chunk) => chunks.push(chunk))
    child.stderr?.on('data', (chunk) => chunks.push(chunk))
    child.on('error', (error) => done({ ok: false, output: error.message }))
    child.on('close', (code) => done({ ok: code === 0, output: Buffer.concat(chunks).toString() }))
  })
}
