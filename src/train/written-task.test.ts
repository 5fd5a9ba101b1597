import { describe, expect, it } from 'vitest'
import { createPrng } from '../core/prng.ts'
import { randomModel } from '../model/random-model.ts'
import { SMALL_CONFIG } from '../model/small-config.fixture.ts'
import { smallTokenizerFiles } from '../model/small-tokenizer.fixture.ts'
import { createTokenizer } from '../model/tokenizer.ts'
import { testItems } from '../tasks/families.ts'
import { problemFromPrompt } from '../tasks/problem-from-prompt.ts'
import { openTask, type TaskSpec } from './task-spec.ts'
import { writtenTask } from './written-task.ts'

const exercises = Array.from({ length: 12 }, (_, n) => ({ prompt: `lena has ${n} ?`, answers: [`${n}`] }))
const draws = <T>(count: number, draw: (prng: ReturnType<typeof createPrng>) => T) => {
  const prng = createPrng(1)
  return Array.from({ length: count }, () => draw(prng))
}
const promptsOf = (items: readonly { prompt: string }[]) => new Set(items.map(({ prompt }) => prompt))

describe('writtenTask', () => {
  it('holds a quarter out and never trains on it, and trains on all of the rest', () => {
    const { task, heldOut } = writtenTask('mine', exercises, 'ending')
    const held = promptsOf(heldOut)
    const trained = promptsOf(draws(300, (prng) => task.draw(prng, 'train')))
    expect(held.size).toBe(3)
    expect(trained.size).toBe(9)
    expect([...held].filter((prompt) => trained.has(prompt))).toEqual([])
    expect(promptsOf(draws(300, (prng) => task.draw(prng, 'test')))).toEqual(held)
    expect(promptsOf(draws(300, (prng) => task.written(prng, 'worked')))).toEqual(trained)
  })

  it('judges by the answers of the line that was drawn', () => {
    const { task } = writtenTask('mine', exercises, 'ending')
    for (const { prompt, verify } of draws(20, (prng) => task.draw(prng, 'train'))) {
      const number = /\d+/.exec(prompt)?.[0]
      expect(verify(`so ${number}`)).toBe(true)
      expect(verify(`${number} , no`)).toBe(false)
    }
  })

  it('takes no anchors of a family that the exercises belong to', () => {
    const sums = testItems('math', 8, 3).map(({ prompt, expected }) => ({ prompt, answers: [expected] }))
    const { task } = writtenTask('sums', sums, 'ending')
    const categories = draws(200, (prng) => problemFromPrompt(task.drawOther(prng).prompt)?.category)
    expect(new Set(categories)).not.toContain('math')
    expect(new Set(categories)).toContain('code')
  })

  it('refuses fewer than eight exercises', () => {
    expect(() => writtenTask('few', exercises.slice(0, 7), 'whole')).toThrow(/at least 8/)
  })
})

describe('openTask', () => {
  const { tokenizerJson, tokenizerConfig } = smallTokenizerFiles()
  const tokenizer = createTokenizer(tokenizerJson, tokenizerConfig)
  const model = randomModel(SMALL_CONFIG, 1)
  const spec = (more: readonly { prompt: string; answers: string[] }[]): TaskSpec => ({
    kind: 'written',
    name: 'mine',
    match: 'whole',
    exercises: [...exercises, ...more],
  })

  it('gives long accepted answers the tokens they need', () => {
    const answer = '1 2 3 4 5 6 7 8 9 '.repeat(3)
    const { maxTokens } = openTask(spec([{ prompt: 'count', answers: ['1', answer] }]), model, tokenizer)
    expect(maxTokens).toBeGreaterThan(tokenizer.encode(answer).length)
    expect(openTask(spec([]), model, tokenizer).maxTokens).toBeLessThan(maxTokens)
  })

  it('refuses a prompt that leaves no room, and names it', () => {
    const prompt = `has ${'apples '.repeat(50)}`
    expect(() => openTask(spec([{ prompt, answers: ['1'] }]), model, tokenizer)).toThrow(
      /^“has apples apples/,
    )
  })

  it.each(['math', 'reasoning-hard'] as const)('holds different exercises of %s out', (family) => {
    const { heldOut, task } = openTask({ kind: 'family', family }, model, tokenizer)
    expect(promptsOf(heldOut).size).toBe(48)
    const trained = promptsOf(draws(500, (prng) => task.draw(prng, 'train')))
    expect(heldOut.filter(({ prompt }) => trained.has(prompt))).toEqual([])
  })
})
