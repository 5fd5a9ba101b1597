import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { ensureBuilt } from '../build.mjs'
import { ROOT } from '../project.mjs'
import { runTool, sumOf } from './run-tool.mjs'

const VITEST_REPORT = 'test-results/unit.json'
/**
 * Projects of e2e/playwright.config.ts by process. Groups run one after the other, the processes of a group side by
 * side: a browser waits more than it computes, and two with WebGPU at once would lose it.
 */
const BROWSER_GROUPS = [[['alone']], [['webgpu', 'pages'], ['cpu']]]

export async function unitTests() {
  const report = freshReport(VITEST_REPORT)
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${VITEST_REPORT}`]
  const { ok } = await runTool('vitest/vitest.mjs', ['run', ...reporters], { show: true })
  return tally(ok, report, countVitest)
}

export async function journeys() {
  ensureBuilt()
  const tallies = []
  for (const processes of BROWSER_GROUPS) tallies.push(...(await Promise.all(processes.map(journeysOf))))
  return sumOf(tallies)
}

/** @param {readonly string[]} projects of one process */
async function journeysOf(projects) {
  const name = projects.join('-')
  const report = freshReport(`test-results/journeys-${name}.json`)
  const args = ['test', '--config', 'e2e/playwright.config.ts', `--output=test-results/journeys-${name}`]
  const { ok } = await runTool(
    '@playwright/test/cli.js',
    [...args, ...projects.map((project) => `--project=${project}`), '--reporter=list,json'],
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
  const failures = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => inShort(name, fullName, failureMessages?.[0])),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + uncollected.length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
    failures: [
      ...failures,
      ...uncollected.map(({ name, message }) => inShort(name, 'could not be loaded', message)),
    ],
  }
}

/**
 * Counts of Playwright's JSON report; errors outside of any test are failures of their own. What passed only when it was
 * tried again is counted as passed, and named.
 */
export function countPlaywright({ stats, errors, suites }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
    failures: [
      ...journeysThat('unexpected', suites),
      ...errors.map(({ message }) => inShort('e2e', 'outside of any test', message)),
    ],
    unsteady: journeysThat('flaky', suites),
  }
}

/** @param {'unexpected' | 'flaky'} wanted how a journey ended, in Playwright's words */
function journeysThat(wanted, suites) {
  return suites.flatMap(({ file, specs = [], suites: inner = [] }) => [
    ...specs.flatMap(({ title, tests }) =>
      tests
        .filter(({ status }) => status === wanted)
        .map(({ projectName, results }) =>
          inShort(`${file} [${projectName}]`, title, results.find(({ error }) => error)?.error.message),
        ),
    ),
    ...journeysThat(wanted, inner),
  ])
}

/** One failure in a line, to be read at the end of a long run without its output. */
function inShort(file, title, message = '') {
  const [said = ''] = stripVTControlCharacters(message).split('\n')
  return `${relative(ROOT, resolve(ROOT, file))} › ${title}: ${said.slice(0, 300)}`
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
