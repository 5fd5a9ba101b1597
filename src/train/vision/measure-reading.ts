import type { FactoredModel } from '../../model/factored-model.ts'
import type { Tokenizer } from '../../model/tokenizer.ts'
import { encodePicture, TOKENS_A_PANEL, type VisionEncoder } from '../../model/vision/encoder.ts'
import { nearestWords } from '../../model/vision/picture-prompt.ts'
import { picturedItems } from '../../tasks/pictures/pictured-families.ts'
import { VISION_FAMILIES, type VisionFamily } from '../../tasks/pictures/pictured-item.ts'
import { wordsOf } from './lessons.ts'

export interface Reading {
  readonly family: VisionFamily
  /** Words that the panels show, those left out to which any will do. */
  readonly words: number
  /** Of them, how many the soft token stands nearest to. */
  readonly right: number
  readonly seed: number
}

/** How well an encoder reads the test pictures of each family: is the nearest embedding that of the word shown? */
export function measureReading(
  model: FactoredModel,
  tokenizer: Tokenizer,
  encoder: VisionEncoder,
  pictures: number,
  seed: number,
): Reading[] {
  return VISION_FAMILIES.map((family) => {
    let [words, right] = [0, 0]
    for (const { picture, panels } of picturedItems(family, pictures, seed)) {
      const nearest = nearestWords(model, encodePicture(encoder, picture))
      nearest.forEach(({ panel: place, id }, row) => {
        const panel = panels[place]
        const word = panel ? wordsOf(panel, place)[row % TOKENS_A_PANEL] : null
        if (word === null || word === undefined) return
        words += 1
        if (tokenizer.encode(word)[0] === id) right += 1
      })
    }
    return { family, words, right, seed }
  })
}
