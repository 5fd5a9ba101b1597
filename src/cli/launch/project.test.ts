import { describe, expect, it } from 'vitest'
import { isSupportedNode } from './project.mjs'

describe('isSupportedNode', () => {
  it.each(['20.19.0', '20.19.1', '20.20.0', '22.0.0', '24.1.0-nightly'])('takes %s', (version) => {
    expect(isSupportedNode(version)).toBe(true)
  })

  it.each(['18.20.8', '20.9.0', '20.18.3'])('refuses %s', (version) => {
    expect(isSupportedNode(version)).toBe(false)
  })
})
