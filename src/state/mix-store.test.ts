import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMixStore } from './mix-store.ts'

function createStore(alpha: Record<string, number> = {}) {
  return createMixStore({ experts: ['math', 'code', 'reasoning'], mode: 'blend', alpha })
}

describe('mix store', () => {
  it('refuses what is not an α and keeps the value it had', () => {
    const mix = createStore({ math: 0.5 })
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, -1.01, 2.01]) {
      expect(mix.setAlpha('math', bad)).toBe(false)
    }
    expect(mix.setAlpha('nobody', 1)).toBe(false)
    expect(mix.getState().alpha).toEqual({ math: 0.5, code: 0, reasoning: 0 })
  })

  it('puts every accepted value on the grid of hundredths, without −0', () => {
    const mix = createStore()
    fc.assert(
      fc.property(fc.double({ min: -1, max: 2, noNaN: true }), (value) => {
        mix.setAlpha('math', value)
        const { math = Number.NaN } = mix.getState().alpha
        expect(Math.abs(math - value)).toBeLessThanOrEqual(0.005 + 1e-12)
        expect(math * 100).toBeCloseTo(Math.round(math * 100), 9)
        expect(Object.is(math, -0)).toBe(false)
      }),
    )
  })

  it('solo silences the others, and a second press brings back what was', () => {
    const mix = createStore({ math: 0.5, code: 1.5 })
    mix.toggleSolo('math')
    expect(mix.getState().alpha).toEqual({ math: 0.5, code: 0, reasoning: 0 })
    mix.toggleSolo('math')
    expect(mix.getState().alpha).toEqual({ math: 0.5, code: 1.5, reasoning: 0 })
  })

  it('solo of an expert at 0 plays it at full strength', () => {
    const mix = createStore({ code: 1 })
    mix.toggleSolo('math')
    expect(mix.getState().alpha).toEqual({ math: 1, code: 0, reasoning: 0 })
  })

  it('solo moves from one expert to the next and still restores the first state', () => {
    const mix = createStore({ math: 0.5, code: 1.5 })
    mix.toggleSolo('math')
    mix.toggleSolo('code')
    expect(mix.getState().alpha).toEqual({ math: 0, code: 1.5, reasoning: 0 })
    mix.toggleSolo('code')
    expect(mix.getState().alpha).toEqual({ math: 0.5, code: 1.5, reasoning: 0 })
  })

  it('mute sets an α to 0 and unmute brings it back; moving a muted slider unmutes', () => {
    const mix = createStore({ math: 0.7 })
    mix.toggleMute('math')
    expect(mix.getState().alpha.math).toBe(0)
    mix.toggleMute('math')
    expect(mix.getState().alpha.math).toBe(0.7)
    mix.toggleMute('math')
    mix.setAlpha('math', 0.2)
    expect(mix.getState().muted).toEqual({})
    expect(mix.getState().alpha.math).toBe(0.2)
  })

  it('reset all leaves every α at 0 and nothing pressed', () => {
    const mix = createStore({ math: 0.7, code: -1 })
    mix.toggleMute('code')
    mix.toggleSolo('math')
    mix.resetAll()
    const { alpha, solo, muted } = mix.getState()
    expect({ alpha, solo, muted }).toEqual({
      alpha: { math: 0, code: 0, reasoning: 0 },
      solo: null,
      muted: {},
    })
  })

  it('keeps the values of experts that stay when the model reports its own', () => {
    const mix = createStore({ math: 0.7, code: 1 })
    mix.setExperts(['math', 'poetry'])
    expect(mix.getState().alpha).toEqual({ math: 0.7, poetry: 0 })
    expect(mix.setAlpha('code', 1)).toBe(false)
  })
  it('forgets an expert that is gone, also in what a solo brings back', () => {
    const mix = createStore({ math: 0.7, code: 1 })
    mix.toggleSolo('math')
    mix.setExperts(['math', 'reasoning'])
    mix.toggleSolo('math')
    expect(mix.getState().alpha).toEqual({ math: 0.7, reasoning: 0 })
  })

  it('gives a renamed expert everything that it had', () => {
    const mix = createStore({ math: 0.7, code: 1 })
    mix.toggleMute('code')
    mix.toggleSolo('math')
    mix.rename('math', 'sums')
    mix.rename('code', 'lists')
    expect(mix.getState().experts).toEqual(['sums', 'lists', 'reasoning'])
    expect(mix.getState().solo?.name).toBe('sums')
    mix.toggleSolo('sums')
    expect(mix.getState().alpha).toEqual({ sums: 0.7, lists: 0, reasoning: 0 })
    expect(mix.getState().setBy.sums).toBe('you')
  })

  it('scales all α together, by no more than their range allows', () => {
    const mix = createStore({ math: 1, code: -0.3 })
    mix.scaleAll(2)
    expect(mix.getState().alpha).toMatchObject({ math: 2, code: -0.6 })
    mix.scaleAll(2)
    expect(mix.getState().alpha).toMatchObject({ math: 2, code: -0.6 })
    mix.scaleAll(0.5)
    expect(mix.getState().alpha).toMatchObject({ math: 1, code: -0.3 })
    expect(mix.getState().setBy.math).toBe('you')
    mix.setAlpha('code', -0.8)
    mix.scaleAll(2)
    expect(mix.getState().alpha).toMatchObject({ math: 1.25, code: -1 })
  })

  it('makes the sum of all α 1, where that can be', () => {
    const mix = createStore({ math: 0.3, code: 0.1 })
    expect(mix.normalise()).toBe(true)
    expect(mix.getState().alpha).toMatchObject({ math: 0.75, code: 0.25 })
    expect(mix.normalise()).toBe(false)
    // Nothing to scale, nothing that a positive factor could reach, and α out of range.
    for (const [math, code] of [
      [0, 0],
      [-0.4, 0.1],
      [1, -0.9],
    ] as const) {
      mix.setAll({ math, code }, 'you')
      const { alpha } = mix.getState()
      expect(mix.normalise()).toBe(false)
      expect(mix.getState().alpha).toEqual(alpha)
    }
  })
})
