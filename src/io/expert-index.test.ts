import { expect, it } from 'vitest'
import { expertIndex, parseExpertIndex } from './expert-index.ts'

const files = new Map(
  ['zeta', 'classifier', 'reasoning', 'code', 'math'].map((name) => [
    `${name}.safetensors`,
    new Uint8Array([1]),
  ]),
)

it('lists experts in the order of the families, then of the alphabet, and nothing else', () => {
  const { experts } = expertIndex(new Map([...files, ['notes.txt', new Uint8Array()]]))
  expect(experts.map(({ name }) => name)).toEqual(['math', 'code', 'reasoning', 'classifier', 'zeta'])
})

it('reads what it has written', () => {
  const index = expertIndex(files)
  expect(parseExpertIndex(new TextEncoder().encode(JSON.stringify(index)))).toEqual(index.experts)
})
