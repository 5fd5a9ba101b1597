import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { filesUnder } from '../build.mjs'
import { ROOT } from '../project.mjs'

let project = ''
afterEach(() => rmSync(project, { recursive: true, force: true }))

/** Names of the rules that a small project of these files breaks. */
function brokenRules(files: Readonly<Record<string, string>>): string[] {
  project = mkdtempSync(join(tmpdir(), 'layers-'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(project, path)), { recursive: true })
    writeFileSync(join(project, path), text)
  }
  const tool = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const config = join(ROOT, '.dependency-cruiser.cjs')
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [tool, '--config', config, '--output-type', 'json', 'src'],
    {
      cwd: project,
      encoding: 'utf8',
    },
  )
  if (stdout === '') throw new Error(stderr)
  const { summary } = JSON.parse(stdout) as { summary: { violations: { rule: { name: string } }[] } }
  return [...new Set(summary.violations.map(({ rule }) => rule.name))].sort()
}

describe('the layer rules', () => {
  it('let imports point left', () => {
    const files = {
      'src/core/a.ts': 'export const a = 1',
      'src/ui/b.tsx': "import { a } from '../core/a.ts'\nexport const b = <p>{a}</p>",
    }
    expect(brokenRules(files)).toEqual([])
  })

  it.each([
    ['a value', "import { b } from '../ui/b.ts'\nexport const a = b"],
    ['only a type', "import type { B } from '../ui/b.ts'\nexport type A = B"],
    ['a type in a mixed import', "import { type B } from '../ui/b.ts'\nexport type A = B"],
    ['by passing it on', "export type { B } from '../ui/b.ts'"],
    ['when it first needs it', "export const a = () => import('../ui/b.ts')"],
  ])('catch a lower layer that imports %s from a higher one', (_, text) => {
    const files = { 'src/engine/a.ts': text, 'src/ui/b.ts': 'export type B = 1\nexport const b = 1' }
    expect(brokenRules(files)).toContain('engine-imports-only-left')
  })

  it('catch a cycle, packages in core, Node in the page and the page in the command line', () => {
    const files = {
      'src/model/a.ts': "import type { B } from './b.ts'\nexport type A = B",
      'src/model/b.ts': "import type { A } from './a.ts'\nexport type B = A",
      'src/core/pure.ts': "import { readFileSync } from 'node:fs'\nexport const read = readFileSync",
      'src/cli/c.ts': "import { s } from '../state/s.ts'\nexport const c = s",
      'src/state/s.ts': 'export const s = 1',
    }
    expect(brokenRules(files)).toEqual(['cli-beside-ui', 'core-is-pure', 'no-cycles', 'page-without-node'])
  })
})

it('core draws from seeds alone', () => {
  const random = filesUnder(ROOT, 'src/core').filter((path) =>
    readFileSync(join(ROOT, path), 'utf8').includes('Math.random'),
  )
  expect(random).toEqual([])
})
