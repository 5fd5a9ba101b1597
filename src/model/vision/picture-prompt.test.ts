import { describe, expect, it } from 'vitest'
import { randomModel } from '../random-model.ts'
import { SMALL_CONFIG } from '../small-config.fixture.ts'
import { toFloat32 } from '../stored-array.ts'
import type { Tokenizer } from '../tokenizer.ts'
import { encodePicture } from './encoder.ts'
import { blankPicture, PICTURE } from './picture.ts'
import { nearestWords, picturePrompt } from './picture-prompt.ts'
import { randomEncoder } from './random-encoder.fixture.ts'

const model = randomModel(SMALL_CONFIG, 2)
const VOCAB = SMALL_CONFIG.vocab_size
const encoder = randomEncoder(model)
/** Every letter is a token. */
const tokenizer = {
  encode: (text: string) => [...text].map((letter) => letter.charCodeAt(0) - 97),
  promptIds: (text: string) => [30, ...tokenizer.encode(text), 31],
} as Tokenizer

/** Ink in the first and the last panel. */
const picture = blankPicture()
for (let i = 0; i < 12; i++) {
  picture[(6 + i) * PICTURE.width + 5] = 1
  picture[(6 + i) * PICTURE.width + 6] = 1
  picture[(30 + i) * PICTURE.width + 45] = 1
  picture[(30 + i) * PICTURE.width + 46] = 1
}

describe('picturePrompt', () => {
  const readers = { tokenizer, model, encoder }

  it('puts two soft tokens a panel between the user sign and the question', () => {
    const { ids, soft } = picturePrompt(readers, picture, 'abc')
    expect(ids).toEqual([30, VOCAB, VOCAB + 1, VOCAB + 2, VOCAB + 3, 0, 1, 2, 31])
    expect(soft).toEqual(encodePicture(encoder, picture).rows)
    expect(soft).toHaveLength(4 * SMALL_CONFIG.hidden_size)
  })

  it('lets a dispatch question stand before the picture', () => {
    const { ids } = picturePrompt(readers, picture, 'abc', 'xy')
    expect(ids.slice(0, 4)).toEqual([30, 23, 24, VOCAB])
  })

  it('is the question alone where nothing is drawn', () => {
    expect(picturePrompt(readers, blankPicture(), 'abc')).toEqual({ ids: [30, 0, 1, 2, 31] })
  })

  it('refuses what is no picture', () => {
    expect(() => picturePrompt(readers, new Float32Array(7), 'abc')).toThrowError(
      expect.objectContaining({ code: 'bad-input' }),
    )
  })
})

describe('nearestWords', () => {
  it('names the word whose embedding a soft token is, and how near it is', () => {
    const hidden = SMALL_CONFIG.hidden_size
    const embedding = toFloat32(model.embedding)
    const rowOf = (id: number) => embedding.subarray(id * hidden, (id + 1) * hidden)
    const near = Float32Array.from(rowOf(9), (value, i) => value * (1 + 0.02 * Math.sin(i)))
    const rows = Float32Array.of(...rowOf(4), ...near)
    const [same, close] = nearestWords(model, { rows, panels: [0, 3] })
    expect(same).toMatchObject({ panel: 0, id: 4 })
    expect(same!.cosine).toBeCloseTo(1, 6)
    expect(close).toMatchObject({ panel: 3, id: 9 })
    expect(close!.cosine).toBeGreaterThan(0.99)
    expect(close!.cosine).toBeLessThan(1)
  })
})
