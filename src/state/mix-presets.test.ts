import { describe, expect, it } from 'vitest'
import type { Mix } from '../adapt/adaptation.ts'
import { choosePreset, endedMix, type MixPreset, mixPresets, presetOf } from './mix-presets.ts'
import { createMixStore } from './mix-store.ts'

const EXPERTS = ['math', 'code', 'my own']

function createStore(mode: Mix['mode'] = 'blend') {
  return createMixStore({ experts: EXPERTS, mode, alpha: {} })
}

function keyed(presets: readonly MixPreset[], key: string): MixPreset {
  return presets.find((preset) => preset.key === key)!
}

describe('preset mixes', () => {
  it('are of the experts that are there, whoever made them', () => {
    const keys = mixPresets(['mine'], null).map(({ key }) => key)
    expect(keys).toEqual(['base', 'alone:mine', 'beyond:mine', 'away:mine'])
    expect(mixPresets([], null)).toEqual([])
    expect(mixPresets(EXPERTS, null)).toHaveLength(2 + 3 * EXPERTS.length)
  })

  it('put exactly their α on the sliders, and are then the one that is told', () => {
    const presets = mixPresets(EXPERTS, null)
    const mix = createStore('paper')
    const seen = new Set<string>()
    for (const preset of presets) {
      mix.setAll({ math: 0.3, code: -0.7 }, 'you')
      choosePreset(mix, preset)
      expect(presetOf(mix.getState(), presets)?.key).toBe(preset.key)
      expect(mix.getState().mode).toBe('paper')
      seen.add(JSON.stringify(mix.getState().alpha))
    }
    expect(seen.size).toBe(presets.length)
    choosePreset(mix, keyed(presets, 'half'))
    expect(mix.getState().alpha).toEqual({ math: 0.5, code: 0.5, 'my own': 0.5 })
    choosePreset(mix, keyed(presets, 'away:code'))
    expect(mix.getState().alpha).toEqual({ math: 0, code: -1, 'my own': 0 })
  })

  it('are none of them where the sliders stand otherwise, by a hundredth too, and come back with the numbers', () => {
    const presets = mixPresets(EXPERTS, null)
    const mix = createStore()
    mix.setAlpha('math', 0.99)
    expect(presetOf(mix.getState(), presets)).toBeNull()
    mix.setAlpha('math', 1)
    expect(presetOf(mix.getState(), presets)?.key).toBe('alone:math')
    mix.toggleMute('math')
    expect(presetOf(mix.getState(), presets)?.key).toBe('base')
  })

  it('hold what a search found, with its mode and one α a matrix, until a slider is moved', () => {
    const found: Mix = { mode: 'reference', alpha: { math: 1, code: 0 }, byModule: { math: [0.5, 1.5] } }
    const presets = mixPresets(EXPERTS, found)
    const mix = createStore()
    choosePreset(mix, keyed(presets, 'found'))
    expect(mix.getState()).toMatchObject({ mode: 'reference', byModule: found.byModule })
    expect(presetOf(mix.getState(), presets)?.key).toBe('found')
    mix.setAlpha('math', 1)
    expect(presetOf(mix.getState(), presets)?.key).toBe('alone:math')
  })

  it('of two that are the same on the sliders’ grid tell the one that was chosen', () => {
    const presets = mixPresets(EXPERTS, { mode: 'blend', alpha: { math: 0.996, code: 1 / 300 } })
    const mix = createStore()
    for (const key of ['found', 'alone:math', 'found']) {
      choosePreset(mix, keyed(presets, key))
      expect(presetOf(mix.getState(), presets)?.key).toBe(key)
    }
  })

  it('tell a search’s mix also where it was set by hand', () => {
    const presets = mixPresets(EXPERTS, { mode: 'blend', alpha: { math: 0.333 } })
    const mix = createStore()
    mix.setAlpha('math', 0.33)
    expect(presetOf(mix.getState(), presets)?.key).toBe('found')
  })

  it('leave out what a search found with an expert that is gone', () => {
    const kinds = (alpha: Mix['alpha']) =>
      mixPresets(EXPERTS, { mode: 'blend', alpha }).map(({ kind }) => kind)
    expect(kinds({ math: 1, gone: 0.5 })).not.toContain('found')
    expect(kinds({ math: 1, gone: 0 })).toContain('found')
  })
})

describe('the mix of a search', () => {
  it('is there once the search has ended, and only then', () => {
    const mix: Mix = { mode: 'blend', alpha: { math: 1 } }
    const history = [{ best: { mix, score: 1 } }] as unknown as Parameters<typeof endedMix>[0]['history']
    expect(endedMix({ status: 'running', history })).toBeNull()
    expect(endedMix({ status: 'failed', history })).toBeNull()
    expect(endedMix({ status: 'done', history: [] })).toBeNull()
    expect([endedMix({ status: 'done', history }), endedMix({ status: 'stopped', history })]).toEqual([
      mix,
      mix,
    ])
  })
})
