import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT } from '../project.mjs'

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

/** Whether a file has a test, or a group of them, of exactly that title which is neither commented out nor skipped. */
function runsTest(source: string, title: string): boolean {
  const [before, ...more] = ["'", '"', '`'].flatMap((quote) => {
    const parts = source.split(`${quote}${title}${quote}`)
    return parts.length > 1 ? parts : []
  })
  if (before === undefined || more.length === 0) return false
  const call = before.slice(before.lastIndexOf('\n\n') + 1)
  return !/\b(skip|todo|fixme)\b/.test(call) && !/\/\/[^\n]*$/.test(before)
}

it.each([
  ["it('does', () => {})", true],
  ["it('does not', () => {})", false],
  ["it.skip('does', () => {})", false],
  ["// it('does', () => {})", false],
])('%s is a test that runs: %s', (source, runs) => {
  expect(runsTest(source, 'does')).toBe(runs)
})

it('every promise of docs/RELIABILITY.md names a test that there is', () => {
  const lines = read('docs/RELIABILITY.md').split('\n')
  const proofs = lines.flatMap((line) => [...line.matchAll(/^- `([^`]+)`: "(.+)"$/g)])
  const missing = proofs.filter(([, file = '', title = '']) => {
    return !existsSync(join(ROOT, file)) || !runsTest(read(file), title)
  })
  expect(missing.map(([line]) => line)).toEqual([])
  // A list item of another form would go unchecked.
  expect(lines.filter((line) => line.startsWith('- '))).toHaveLength(proofs.length)
  expect(proofs.length).toBeGreaterThan(20)
})

it('every promise has a proof under it', () => {
  const paragraphs = read('docs/RELIABILITY.md').split('\n\n')
  const promises = paragraphs.flatMap((text, index) => (text.startsWith('**') ? [index] : []))
  expect(promises.filter((index) => !paragraphs[index + 1]?.startsWith('- `'))).toEqual([])
})

it('every file that SECURITY.md names exists', () => {
  const paths = [...read('SECURITY.md').matchAll(/`((?:src|e2e|docs)\/[^`\s]+)`/g)].map(
    ([, path = '']) => path,
  )
  expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
  expect(paths.length).toBeGreaterThan(10)
})
