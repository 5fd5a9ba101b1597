import { describe, expect, it } from 'vitest'
import { sumOf } from './run-tool.mjs'
import { byBudget, firstPageFiles, keptFiles, neverShown, summariseLengths, wrongParts } from './sizes.mjs'
import { countPlaywright, countVitest } from './test-runners.mjs'

describe('firstPageFiles', () => {
  const build: Record<string, string> = {
    'index.html':
      '<link rel="stylesheet" crossorigin href="./assets/index.css"><script type="module" src="./assets/index.js"></script>' +
      '<link rel="modulepreload" href="./assets/mount.js"><link rel="icon" href="./icon.svg">',
    'assets/index.css': '',
    'assets/index.js': 'import{a}from"./shared.js";import"./effect.js";const b=()=>import("./mount.js")',
    'assets/shared.js': 'import{i}from"./index.js";export{x as a}from"./deep.js"',
    'assets/mount.js': 'import{i}from"./index.js";const c=()=>import("./later.js")',
    'assets/effect.js': '',
    'assets/deep.js': '',
    'assets/later.js': '',
  }

  it('follows what is preloaded and static imports to the end, and leaves dynamic ones out', () => {
    expect(firstPageFiles((path) => build[path] ?? '')).toEqual([
      'assets/deep.js',
      'assets/effect.js',
      'assets/index.css',
      'assets/index.js',
      'assets/mount.js',
      'assets/shared.js',
    ])
  })
})

describe('wrongParts', () => {
  const read = (texts: Record<string, string>) => (path: string) => texts[path] ?? ''

  it('says nothing of a few files without anything heavy', () => {
    expect(
      wrongParts(['a.js', 'b.css'], read({ 'a.js': 'react', 'index.html': '<link rel="icon">' })),
    ).toEqual([])
  })

  it('names a heavy library, too many files, and a preload that is no script', () => {
    const files = ['a.js', 'b.css', 'c.js', 'd.js', 'e.js', 'f.js', 'g.js']
    const html = '<link rel="preload" as="fetch" href="./weights.safetensors">'
    expect(wrongParts(files, read({ 'c.js': '"recharts-line"', 'index.html': html }))).toEqual([
      'It is 7 scripts and styles, and should be at most 6.',
      'c.js holds charts.',
      'index.html preloads something beside scripts.',
    ])
  })
})

it('counts the vision part of a model, and the experts of a model from elsewhere, against their own budgets', () => {
  const vision = ['public/models/tiny/vision/encoder.safetensors']
  const rest = ['public/models/tiny/experts/vision.safetensors', 'public/results/experiments/vision.json']
  const guests = ['public/models/smollm2-135m-instruct/experts/math.safetensors']
  expect(byBudget([...rest, ...vision, ...guests])).toEqual({ vision, guests, rest })
})

it('finds kept results that no part of the page reads', () => {
  const worker =
    'e([{url:"index.html",revision:"1"},{url:"results/smollm2/table.json"},{url:"results/bench.json"},' +
    '{url:"results/experiments/shots.json"},{url:"results/smollm2/agree-node.json"}])'
  expect(neverShown(keptFiles(worker))).toEqual(['results/bench.json', 'results/smollm2/agree-node.json'])
})

describe('summariseLengths', () => {
  it('gives the median, the ninth decile and the longest first', () => {
    const lengths = [50, 10, 20, 30, 40, 60, 70, 80, 90, 500].map((lines) => ({ path: `${lines}.ts`, lines }))
    const { median, nineInTen, longest } = summariseLengths(lengths)
    expect([median, nineInTen, longest[0]?.path]).toEqual([50, 90, '500.ts'])
  })
})

describe('counts of the runners', () => {
  it('counts a vitest file that could not be loaded as a failure', () => {
    const report = {
      numPassedTests: 5,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 0,
      testResults: [
        { name: 'a.test.ts', status: 'failed', message: 'no such\nmodule', assertionResults: [] },
        {
          ...{ name: 'b.test.ts', status: 'failed' },
          assertionResults: [
            { status: 'failed', fullName: 'adds', failureMessages: ['\u001b[31mtwo is not three'] },
          ],
        },
        { name: 'c.test.ts', status: 'passed', assertionResults: [{ status: 'passed', fullName: 'holds' }] },
      ],
    }
    expect(countVitest(report)).toEqual({
      ...{ passed: 5, failed: 2, skipped: 2 },
      failures: ['b.test.ts › adds: two is not three', 'a.test.ts › could not be loaded: no such'],
    })
  })

  it('names each journey that failed or was tried again, and counts errors outside of journeys', () => {
    const stats = { expected: 8, unexpected: 1, flaky: 1, skipped: 0 }
    const run = (title: string, status: string, ...messages: readonly string[]) => ({
      title,
      tests: [
        {
          status,
          projectName: 'cpu',
          results: messages.map((message) => (message ? { error: { message } } : {})),
        },
      ],
    })
    const specs = [
      run('a slider moves', 'unexpected', 'it did\nnot', 'still not'),
      run('a model opens', 'flaky', 'not in time', ''),
      run('a lane answers', 'expected', ''),
    ]
    const suites = [{ file: 'a.spec.ts', suites: [{ file: 'a.spec.ts', specs }] }]
    expect(countPlaywright({ stats, errors: [{ message: 'no browser' }], suites })).toEqual({
      ...{ passed: 9, failed: 2, skipped: 0 },
      failures: ['a.spec.ts [cpu] › a slider moves: it did', 'e2e › outside of any test: no browser'],
      unsteady: ['a.spec.ts [cpu] › a model opens: not in time'],
    })
  })

  it('adds the runs up, and keeps what each of them said', () => {
    const runs = [
      { passed: 1, failed: 0, skipped: 2, details: '' },
      {
        passed: 3,
        failed: 1,
        skipped: 0,
        details: 'The test runner ended without a report.',
        failures: ['x'],
        unsteady: ['y'],
      },
    ]
    expect(sumOf(runs)).toEqual({
      passed: 4,
      failed: 1,
      skipped: 2,
      details: 'The test runner ended without a report.',
      failures: ['x'],
      unsteady: ['y'],
    })
  })
})
