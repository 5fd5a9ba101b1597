import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT } from '../project.mjs'

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

it('every promise of docs/RELIABILITY.md names a test that there is', () => {
  const lines = read('docs/RELIABILITY.md').split('\n')
  const proofs = lines.flatMap((line) => [...line.matchAll(/^- `([^`]+)`: "(.+)"$/g)])
  const missing = proofs.filter(([, file = '', title = '']) => {
    return !existsSync(join(ROOT, file)) || !read(file).includes(title)
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
