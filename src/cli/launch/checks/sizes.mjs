import { readFileSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'
import { gzipSync } from 'node:zlib'
import { DIST, ensureBuilt, filesUnder } from '../build.mjs'
import { LaunchError, ROOT } from '../project.mjs'
import { oneCheck } from './run-tool.mjs'

const FIRST_PAGE_KB = 200
/** Each is a request, of which a slow line has few at a time. */
const FIRST_PAGE_FILES = 6
/** What comes when it is first needed, by words that its own code holds whatever minifying does. */
const LATER = { charts: 'recharts-', onnxruntime: 'ort-wasm', 'a tokenizer': 'BertNormalizer' }
const EMBEDDED_MB = 4
/** Fetched only when the vision part is opened, so it has a budget of its own. */
const VISION_MB = 2
const VISION_FOLDER = /^public\/models\/[^/]+\/vision\//
/** Experts of a model whose weights a visitor brings: fetched only then. */
const GUEST_MB = 1
const GUEST_FOLDER = /^public\/models\/smollm2[^/]*\//
/** What a first visit fetches beside what it shows, so that the page opens without a network: the CPU engine alone is 14 MB. */
const KEPT_MB = 22
/** Results are published for readers as well; of those, the page asks for these. */
const SHOWN_RESULTS = /^results\/(?:(?:smollm2\/)?(?:table|confusion|sliders)|experiments\/[\w-]+)\.json$/
const LINES = { median: 120, nineInTen: 300, most: 400 }

/** Builds the page and holds it, the embedded model and the source files to their budgets. */
export async function buildAndSizes() {
  const results = [build, firstPage, firstPageParts, kept, embedded, vision, guests, sourceLengths].map(
    (check) => check(),
  )
  return {
    passed: results.filter((result) => result.failed === 0).length,
    failed: results.filter((result) => result.failed > 0).length,
    skipped: 0,
    details: results.flatMap((result) => result.details || []).join('\n'),
    notes: results.flatMap((result) => result.note ?? []),
  }
}

function build() {
  try {
    ensureBuilt()
    return oneCheck(true)
  } catch (error) {
    if (!(error instanceof LaunchError)) throw error
    return oneCheck(false, error.message)
  }
}

function firstPage() {
  const files = firstPageFiles((path) => readFileSync(join(DIST, path), 'utf8'))
  const bytes = files.reduce((sum, path) => sum + gzipSync(readFileSync(join(DIST, path))).length, 0)
  const kb = bytes / 1000
  const text = `first page: ${kb.toFixed(1)} of ${FIRST_PAGE_KB} kB gzip in ${files.length} scripts and styles`
  return {
    ...oneCheck(files.length > 0 && kb <= FIRST_PAGE_KB, `Over budget: ${text}\n${files.join('\n')}`),
    note: text,
  }
}

/** That the first page is a few files, and that nothing heavy has slipped into them or is preloaded beside them. */
function firstPageParts() {
  const read = (path) => readFileSync(join(DIST, path), 'utf8')
  const wrong = wrongParts(firstPageFiles(read), read)
  return oneCheck(wrong.length === 0, `The first page is not what it should be:\n${wrong.join('\n')}`)
}

/**
 * @param {readonly string[]} files of the first page
 * @param {(path: string) => string} read a file of the build
 * @returns {string[]} what is wrong, a sentence each
 */
export function wrongParts(files, read) {
  const wrong = []
  if (files.length > FIRST_PAGE_FILES)
    wrong.push(`It is ${files.length} scripts and styles, and should be at most ${FIRST_PAGE_FILES}.`)
  for (const path of files.filter((path) => path.endsWith('.js'))) {
    const text = read(path)
    for (const [what, word] of Object.entries(LATER))
      if (text.includes(word)) wrong.push(`${path} holds ${what}.`)
  }
  // It would take the line from the scripts that paint the page.
  if (/<link\b[^>]*\brel="(?:preload|prefetch)"/.test(read('index.html')))
    wrong.push('index.html preloads something beside scripts.')
  return wrong
}

/**
 * Scripts and styles that the browser fetches before anything happens: what index.html names or preloads,
 * and what those scripts import statically, all the way down. Dynamic imports and workers come later and do not count.
 * @param {(path: string) => string} read a file of the build
 */
export function firstPageFiles(read) {
  const html = read('index.html')
  const queue = [...html.matchAll(/<(?:script|link)\b[^>]*?\b(?:src|href)="([^"]+\.(?:js|css))"/g)].map(
    ([, path]) => posix.normalize(path),
  )
  const found = new Set()
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (found.has(path)) continue
    found.add(path)
    if (!path.endsWith('.js')) continue
    for (const [, target] of read(path).matchAll(/(?:\bfrom\s*|\bimport\s*)["'](\.[^"']+\.js)["']/g)) {
      queue.push(posix.join(posix.dirname(path), target))
    }
  }
  return [...found].sort()
}

function kept() {
  const files = keptFiles(readFileSync(join(DIST, 'offline.js'), 'utf8'))
  const mb = files.reduce((sum, path) => sum + statSync(join(DIST, path)).size, 0) / 1e6
  const idle = neverShown(files)
  const text = `kept for a visit without a network: ${mb.toFixed(1)} of ${KEPT_MB} MB in ${files.length} files`
  return {
    ...oneCheck(
      files.length > 0 && mb <= KEPT_MB && idle.length === 0,
      `${text}\nThe page never asks for: ${idle.join(', ') || 'none'}`,
    ),
    note: text,
  }
}

/**
 * What the service worker fetches in a first visit.
 * @param {string} worker its script, as built
 */
export function keptFiles(worker) {
  return [...worker.matchAll(/\burl:"([^"]+)"/g)].map(([, path = '']) => path)
}

/**
 * Of the files that are kept, the results that no part of the page reads.
 * @param {readonly string[]} paths
 */
export function neverShown(paths) {
  return paths.filter((path) => path.startsWith('results/') && !SHOWN_RESULTS.test(path))
}

function embedded() {
  const { rest } = byBudget(filesUnder(ROOT, 'public'))
  return weigh('embedded model, experts and results', rest, EMBEDDED_MB)
}

function vision() {
  const { vision: files } = byBudget(filesUnder(ROOT, 'public'))
  return weigh('vision encoder and expert', files, VISION_MB)
}

function guests() {
  const { guests: files } = byBudget(filesUnder(ROOT, 'public'))
  return weigh('experts of SmolLM2', files, GUEST_MB)
}

/**
 * Which public files count against which budget.
 * @param {readonly string[]} paths
 */
export function byBudget(paths) {
  return {
    vision: paths.filter((path) => VISION_FOLDER.test(path)),
    guests: paths.filter((path) => GUEST_FOLDER.test(path)),
    rest: paths.filter((path) => !VISION_FOLDER.test(path) && !GUEST_FOLDER.test(path)),
  }
}

function weigh(what, paths, budget) {
  const mb = paths.reduce((sum, path) => sum + statSync(join(ROOT, path)).size, 0) / 1e6
  const text = `${what}: ${mb.toFixed(2)} of ${budget} MB`
  return { ...oneCheck(mb <= budget, `Over budget: ${text}`), note: text }
}

function sourceLengths() {
  const lengths = [...filesUnder(ROOT, 'src'), ...filesUnder(ROOT, 'e2e')]
    .filter((path) => /\.(tsx?|mjs|wgsl|css)$/.test(path))
    .map((path) => ({ path, lines: readFileSync(join(ROOT, path), 'utf8').trimEnd().split('\n').length }))
  const { median, nineInTen, longest } = summariseLengths(lengths)
  const holds =
    median <= LINES.median && nineInTen <= LINES.nineInTen && (longest[0]?.lines ?? 0) <= LINES.most
  const text = `source files: ${lengths.length}, median ${median} lines, 9 in 10 up to ${nineInTen}, longest ${longest[0]?.lines}`
  const worst = longest.map(({ path, lines }) => `${lines} ${path}`).join('\n')
  const budget = `${LINES.median} / ${LINES.nineInTen} / ${LINES.most}`
  return { ...oneCheck(holds, `Over budget (${budget}): ${text}\n${worst}`), note: text }
}

/** @param {readonly { path: string, lines: number }[]} lengths */
export function summariseLengths(lengths) {
  const sorted = [...lengths].sort((a, b) => a.lines - b.lines)
  const at = (share) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]?.lines ?? 0
  return { median: at(0.5), nineInTen: at(0.9), longest: sorted.slice(-5).reverse() }
}
