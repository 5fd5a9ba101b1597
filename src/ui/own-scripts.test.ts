import { afterEach, expect, it, vi } from 'vitest'
import { allowOwnScripts } from './own-scripts.ts'

afterEach(() => vi.unstubAllGlobals())

it('lets workers of this page through, and no other address', () => {
  const createPolicy = vi.fn()
  vi.stubGlobal('location', new URL('https://page.example/some/'))
  vi.stubGlobal('trustedTypes', { createPolicy })
  allowOwnScripts()
  const { createScriptURL } = createPolicy.mock.calls[0]?.[1] ?? {}
  expect(createScriptURL('assets/worker.js')).toBe('assets/worker.js')
  expect(createScriptURL('https://elsewhere.example/worker.js')).toBeNull()
})

it('leaves the page to go on where an extension has made the policy already', () => {
  const createPolicy = () => {
    throw new TypeError('A policy of that name exists.')
  }
  vi.stubGlobal('trustedTypes', { createPolicy })
  expect(allowOwnScripts).not.toThrow()
})
