import { describe, expect, it } from 'vitest'
import { describeMix } from './describe-mix.ts'
import { alphaText, dateText, percent, points, tiny, tokenText, unlocalised, whole } from './format.ts'
import { backendWords } from './regions/backend-words.ts'
import { differenceSentence } from './regions/difference-sentence.ts'
import { codePlaces } from './regions/token-run.tsx'

describe('numbers in words', () => {
  it('writes true minus signs and thin groups', () => {
    expect(alphaText(-0.2)).toBe('−0.20')
    expect([alphaText(-0.001), percent(-0.0001), alphaText(-0.005)]).toEqual(['0.00', '0\u202f%', '−0.01'])
    expect(whole(900_096)).toBe('900\u202f096')
    expect(whole(999)).toBe('999')
    expect(percent(0.947)).toBe('95\u202f%')
    expect(percent(0.997, 1)).toBe('99.7\u202f%')
    expect(dateText('2026-01-02T23:04:05.000Z')).toBe('2\u00a0January\u00a02026')
    expect(dateText('today')).toBe('today')
    expect([points(0.614), points(-0.04), points(0.001), points(-0.001)]).toEqual(['+61', '−4', '0', '0'])
    expect([tiny(0), tiny(3.2e-6), tiny(0.25)]).toEqual(['0', '3e-6', '0.25'])
  })

  it('gives numbers to machines as they read them', () => {
    const told = ['−3\u202f584.5', '95\u202f%', '3.2e-6', '−1e5', '3 to 4']
    expect(told.map(unlocalised)).toEqual(['-3584.5', '95%', '3.2e-6', '-1e5', '3 to 4'])
  })

  it('makes blank tokens visible and drops only the leading space', () => {
    expect([' so', ' ', '', ' a b', '\n'].map(tokenText)).toEqual(['so', '␣', '␣', 'a b', '⏎'])
  })
})

describe('sentences', () => {
  it('says where two answers part', () => {
    expect(differenceSentence(['a', 'b'], ['a', 'b'])).toMatch(/^Same as base/)
    expect(differenceSentence(['a', 'b'], ['x', 'b'])).toBe('Differs from token 1 on.')
    expect(differenceSentence(['a', 'b'], ['a', 'c'])).toBe('Differs from token 2 on.')
    expect(differenceSentence(['a', 'b'], [])).toBe('Differs from token 1 on.')
    expect(differenceSentence([], ['a'])).toBe('Differs from token 1 on.')
    expect(differenceSentence(['a', 'b'], ['a'])).toBe('Same as base, but ends after token 1.')
    expect(differenceSentence(['a'], ['a', 'b'])).toBe('Same as base, and goes on after token 1.')
  })

  it('names only the experts that do something', () => {
    expect(describeMix({ mode: 'blend', alpha: { math: 1, code: 0, reasoning: -0.5 } })).toBe(
      'α math = 1.00 and α reasoning = −0.50',
    )
    expect(describeMix({ mode: 'blend', alpha: { math: 0 } })).toBe('')
  })

  it('finds the code of an answer, wherever its fences are cut into tokens', () => {
    const pieces = ['Try:\n', '``', '`py\n', 'x = 1', '\n```', '\nDone', '.']
    expect([...codePlaces(pieces)]).toEqual([1, 2, 3, 4])
    expect([...codePlaces(['```', '\nstill being written'])]).toEqual([0, 1])
    expect(codePlaces(['a `b` c']).size).toBe(0)
  })

  it('says which backend runs, and why it is the CPU', () => {
    expect(backendWords('webgpu', 'Apple M3', null)).toBe('WebGPU: Apple M3')
    expect(backendWords('wasm', '1 thread', null)).toBe('CPU (WebAssembly): 1 thread')
    expect(backendWords('wasm', '1 thread', 'The browser has no WebGPU.')).toBe(
      'CPU (WebAssembly) because the browser has no WebGPU.',
    )
    expect(backendWords('wasm', '1 thread', 'WebGPU found no adapter.')).toBe(
      'CPU (WebAssembly) because WebGPU found no adapter.',
    )
  })
})
