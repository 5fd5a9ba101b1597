import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ensureBuilt } from '../build.mjs'
import { ROOT } from '../project.mjs'
import { runTool, sumOf } from './run-tool.mjs'

const VITEST_REPORT = 'test-results/unit.json'
/**
 * Projects of e2e/playwright.config.ts, run one group after the other and the projects of a group side by side, a process
 * each: a browser waits more than it computes, and two with WebGPU at once would lose it.
 */
const BROWSER_GROUPS = [['alone'], ['webgpu', 'cpu']]

export async function unitTests() {
  const report = freshReport(VITEST_REPORT)
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${VITEST_REPORT}`]
  const { ok } = await runTool('vitest/vitest.mjs', ['run', ...reporters], { show: true })
  return tally(ok, report, countVitest)
}

export async function journeys() {
  ensureBuilt()
  const tallies = []
  for (const projects of BROWSER_GROUPS) tallies.push(...(await Promise.all(projects.map(journeysOf))))
  return sumOf(tallies)
}

async function journeysOf(project) {
  const report = freshReport(`test-results/journeys-${project}.json`)
  const output = `test-results/journeys-${project}`
  const args = ['test', '--config', 'e2e/playwright.config.ts', `--project=${project}`]
  const { ok } = await runTool(
    '@playwright/test/cli.js',
    [...args, `--output=${output}`, '--reporter=list,json'],
    { show: true, env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report } },
  )
  return tally(ok, report, countPlaywright)
}

/** Counts of vitest's JSON report; a file that could not even be collected is one failure. */
export function countVitest(report) {
  const uncollected = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((t) => t.status !== 'failed'),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + uncollected.length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  }
}

/** Counts of Playwright's JSON report; errors outside of any test are failures of their own. */
export function countPlaywright({ stats, errors }) {
  return {
    passed: stats.expected,
    // A test that needed a second try did not pass.
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  }
}

/** A runner that died, or that says it failed while its report says otherwise, has failed. */
function tally(ok, report, count) {
  let counts
  try {
    counts = count(JSON.parse(readFileSync(report, 'utf8')))
  } catch {
    return { passed: 0, failed: 1, skipped: 0, details: 'The test runner ended without a report.' }
  }
  if (counts.passed + counts.failed + counts.skipped === 0) {
    return { ...counts, failed: 1, details: 'No test was found.' }
  }
  if (!ok && counts.failed === 0) {
    return { ...counts, failed: 1, details: 'The test runner failed outside of its tests; see above.' }
  }
  return { ...counts, details: '' }
}

function freshReport(path) {
  const full = join(ROOT, path)
  mkdirSync(dirname(full), { recursive: true })
  rmSync(full, { force: true })
  return full
}
