import { expect, it } from 'vitest'
import { smallTokenizerFiles } from '../../model/small-tokenizer.fixture.ts'
import { createTokenizer } from '../../model/tokenizer.ts'
import { createPieceStream } from './shown.ts'

const { tokenizerJson, tokenizerConfig } = smallTokenizerFiles()
const tokenizer = createTokenizer(tokenizerJson, tokenizerConfig)
const streamed = (ids: readonly number[]) => ids.map(createPieceStream(tokenizer))

it('shows a character of several tokens with its last, and never a half of it', () => {
  const ids = tokenizer.encode('so é 🙂 7')
  expect(streamed(ids)).toEqual(tokenizer.pieces(ids))
  expect(streamed(ids).join('')).not.toContain('\uFFFD')
})

it('shows in the end what makes up no character, and loses nothing after it', () => {
  const [first = 0, second = 0] = tokenizer.encode('🙂').slice(-4)
  const words = tokenizer.encode('has')
  expect(streamed([first, second, ...words]).join('')).toBe('\uFFFD\uFFFD has')
  expect(streamed([first, first, first, first]).join('')).toBe('\uFFFD'.repeat(4))
})
