import { describe, expect, it } from 'vitest'
import { createAnswerMemory } from './answer-memory.ts'

const at = (...numbers: number[]) => Float32Array.from(numbers)

describe('createAnswerMemory', () => {
  it('guesses what the nearest candidate answered, shot by shot', () => {
    const memory = createAnswerMemory(4)
    expect(memory.guesses(at(0, 0))).toEqual([])
    memory.remember(at(0, 0), [[1], [2]])
    memory.remember(at(3, 0), [[3], [4]])
    expect(memory.guesses(at(1, 1))).toEqual([[1], [2]])
    expect(memory.guesses(at(2, -1))).toEqual([[3], [4]])
  })

  it('forgets the oldest beyond its capacity', () => {
    const memory = createAnswerMemory(2)
    for (const place of [0, 5, 9]) memory.remember(at(place), [[place]])
    expect(memory.guesses(at(0))).toEqual([[5]])
    expect(memory.guesses(at(8))).toEqual([[9]])
  })
})
