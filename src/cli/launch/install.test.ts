import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { whyInstall } from './install.mjs'
import { ROOT } from './project.mjs'

const lock = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/vite': { version: '8.0.0' },
    'node_modules/a/node_modules/b': { version: '1.0.0' },
    'node_modules/other-platform': { version: '1.0.0', optional: true },
  },
}
const installed = {
  packages: {
    'node_modules/vite': { version: '8.0.0' },
    'node_modules/a/node_modules/b': { version: '1.0.0' },
  },
}

describe('whyInstall', () => {
  it('is content when every required package is there in its version', () => {
    expect(whyInstall(lock, installed)).toBeNull()
  })

  it('wants an installation on a fresh clone', () => {
    expect(whyInstall(lock, null)).toBe('first run')
  })

  it('names a package that is missing, nested ones by their own name', () => {
    const { 'node_modules/a/node_modules/b': _, ...rest } = installed.packages
    expect(whyInstall(lock, { packages: rest })).toBe('b is missing')
  })

  it('names a package of another version', () => {
    const packages = { ...installed.packages, 'node_modules/vite': { version: '7.9.9' } }
    expect(whyInstall(lock, { packages })).toBe('vite should be 8.0.0')
  })
})

interface Lock {
  readonly packages: Readonly<Record<string, { readonly optionalDependencies?: Record<string, string> }>>
}

it('the lockfile names the binaries of every platform, without which npm ci refuses it', () => {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Lock
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !packages[`${path}/node_modules/${name}`] && !packages[`node_modules/${name}`],
    ),
  )
  expect(missing).toEqual([])
})
