import { parseArgs } from 'node:util'
import { sumOf } from './checks/run-tool.mjs'
import { ensureInstalled } from './install.mjs'
import { LaunchError, launch } from './project.mjs'

/** In this order: what is cheap and tells most comes first. */
const STAGES = {
  types: ['types', async () => (await import('./checks/static-checks.mjs')).types()],
  lint: ['lint and format', async () => (await import('./checks/static-checks.mjs')).lint()],
  layers: ['layers', async () => (await import('./checks/static-checks.mjs')).layers()],
  unused: ['unused code', async () => (await import('./checks/static-checks.mjs')).unusedCode()],
  licences: ['licences', async () => (await import('./checks/licences.mjs')).licences()],
  unit: ['unit tests', async () => (await import('./checks/test-runners.mjs')).unitTests()],
  sizes: ['build and sizes', async () => (await import('./checks/sizes.mjs')).buildAndSizes()],
  e2e: ['WGSL and page journeys', async () => (await import('./checks/test-runners.mjs')).journeys()],
}

const USAGE = `npm test -- [options]

Everything that has to hold, in one run. The last line is the sum: N passed, N failed.

  --only A,B   only these stages, of ${Object.keys(STAGES).join(', ')}
  --help       this text
`

await launch(async () => {
  const stages = readStages(process.argv.slice(2))
  if (!stages) {
    process.stdout.write(USAGE)
    return
  }
  ensureInstalled()
  const tallies = []
  for (const stage of stages) tallies.push(await runStage(...STAGES[stage]))
  const total = sumOf(tallies)
  if (total.unsteady.length > 0)
    process.stdout.write(`\nPassed only when tried again:\n  ${total.unsteady.join('\n  ')}\n`)
  if (total.failures.length > 0) process.stdout.write(`\nFailed:\n  ${total.failures.join('\n  ')}\n`)
  process.stdout.write(`\n${inWords(total)}\n`)
  process.exitCode = total.failed > 0 ? 1 : 0
})

async function runStage(title, check) {
  const started = performance.now()
  let tally
  try {
    tally = await check()
  } catch (error) {
    tally = { passed: 0, failed: 1, skipped: 0, details: `The check itself broke: ${error.stack}` }
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  if (tally.details) process.stdout.write(`${tally.details.trimEnd()}\n`)
  for (const note of tally.notes ?? []) process.stdout.write(`    ${note}\n`)
  process.stdout.write(`${tally.failed > 0 ? '✗' : '✓'} ${title}: ${inWords(tally)} (${seconds} s)\n`)
  return tally.failed > 0 && !tally.failures ? { ...tally, failures: [title] } : tally
}

function inWords({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/** @returns {string[] | null} names of STAGES in their order, or null for --help */
function readStages(args) {
  let values
  try {
    values = parseArgs({ args, options: { only: { type: 'string' }, help: { type: 'boolean' } } }).values
  } catch (error) {
    throw new LaunchError(`${error.message}\n\n${USAGE}`, 2)
  }
  if (values.help) return null
  const all = Object.keys(STAGES)
  if (values.only === undefined) return all
  const wanted = values.only.split(',')
  const unknown = wanted.find((name) => !all.includes(name))
  if (unknown !== undefined)
    throw new LaunchError(`There is no stage ${unknown}. Stages: ${all.join(', ')}.`, 2)
  return all.filter((name) => wanted.includes(name))
}
