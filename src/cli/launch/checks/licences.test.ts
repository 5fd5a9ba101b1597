import { describe, expect, it } from 'vitest'
import { inWords } from './audit.mjs'
import { isAllowed, listing, productionPackages } from './licences.mjs'

const lock = {
  packages: {
    '': { license: 'Apache-2.0' },
    'node_modules/b': { version: '2.0.0', license: 'MIT' },
    'node_modules/b/node_modules/@scope/a': { version: '1.0.0', license: 'ISC' },
    'node_modules/builder': { version: '1.0.0', license: 'GPL-3.0-only', dev: true },
  },
}

describe('licences', () => {
  it('are those of every package that is not for development only, nested ones included', () => {
    expect(productionPackages(lock).map(({ name, licence }) => [name, licence])).toEqual([
      ['@scope/a', 'ISC'],
      ['b', 'MIT'],
    ])
    expect(listing(productionPackages(lock))).toMatch(/## ISC\n\n@scope\/a 1\.0\.0\n\n## MIT\n\nb 2\.0\.0\n$/)
  })

  it.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0-only)', true],
    ['MIT AND ISC AND BSD-3-Clause', true],
    ['MIT AND GPL-3.0-only', false],
    ['GPL-3.0-only', false],
    ['LGPL-3.0-or-later', false],
    ['(MIT AND GPL-3.0-only) OR SSPL-1.0', false],
    ['UNLICENSED', false],
    [undefined, false],
  ])('%s: %s', (licence, allowed) => {
    expect(isAllowed({ path: 'node_modules/b', licence })).toBe(allowed)
  })

  it('lets the binaries of sharp through, and nothing else of its licence', () => {
    const path = 'node_modules/@img/sharp-libvips-linux-x64'
    expect(isAllowed({ path, licence: 'LGPL-3.0-or-later' })).toBe(true)
    expect(isAllowed({ path, licence: 'GPL-3.0-only' })).toBe(false)
  })
})

it('says what npm audit found, and that it found nobody to ask', () => {
  const counts = { info: 0, low: 0, moderate: 2, high: 1, critical: 0, total: 3 }
  expect(inWords(JSON.stringify({ metadata: { vulnerabilities: counts } }))).toBe(
    'npm audit: 2 moderate, 1 high',
  )
  expect(inWords('{"metadata":{"vulnerabilities":{"total":0}}}')).toBe('npm audit: nothing known')
  expect(inWords('{"message":"request failed"}')).toMatch(/no answer/)
  expect(inWords('')).toMatch(/no answer/)
})
