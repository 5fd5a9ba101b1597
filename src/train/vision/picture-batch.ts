import type { Tensor } from 'onnxruntime-common'
import { AppError } from '../../core/errors.ts'
import { floatTensor, int64Tensor, type OrtRuntime } from '../../engine/ort/runtime.ts'
import type { Tokenizer } from '../../model/tokenizer.ts'
import { TOKENS_A_PANEL } from '../../model/vision/encoder.ts'
import { panelInputs, WINDOW } from '../../model/vision/panel-input.ts'
import type { Picture } from '../../model/vision/picture.ts'
import type { Panel } from '../../tasks/pictures/panel.ts'
import { wordsOf } from './lessons.ts'

/** A panel as the encoder sees it, and the tokens it stands for; null where any will do. */
export interface SeenPanel {
  readonly place: number
  readonly windows: Float32Array
  readonly wordIds: readonly (number | null)[]
}

/**
 * The panels of a picture that show something.
 * @throws AppError `bad-input` where a word of theirs is no single token of this model
 */
export function seePanels(
  tokenizer: Tokenizer,
  panels: readonly Panel[],
  picture: Picture,
): readonly SeenPanel[] {
  return panelInputs(picture).flatMap(({ panel: place, windows }) => {
    const shown = panels[place]
    if (!shown) return []
    const wordIds = wordsOf(shown, place).map((word) => (word === null ? null : oneToken(tokenizer, word)))
    return [{ place, windows, wordIds }]
  })
}

function oneToken(tokenizer: Tokenizer, word: string): number {
  const [id, ...more] = tokenizer.encode(word)
  if (id !== undefined && more.length === 0) return id
  throw new AppError('bad-input', `The word "${word}" is no single token of this model.`, {
    advice: 'Pictures are for models with the tokenizer of t2 pretrain.',
  })
}

/** What the graphs of encoder-losses.ts take for a batch of panels; reading is a mean over the words. */
export function panelFeeds(ort: OrtRuntime, seen: readonly SeenPanel[]): Readonly<Record<string, Tensor>> {
  const size = WINDOW.count * WINDOW.pixels
  const windows = new Float32Array(seen.length * size)
  seen.forEach((panel, index) => {
    windows.set(panel.windows, index * size)
  })
  const words = seen.flatMap(({ wordIds }) => wordIds)
  const counted = words.filter((id) => id !== null).length
  const column = [seen.length * TOKENS_A_PANEL, 1]
  const share = (id: number | null) => (id === null ? 0 : 1 / counted)
  return {
    windows: floatTensor(ort, windows, [seen.length, WINDOW.count, WINDOW.pixels]),
    places: int64Tensor(
      ort,
      seen.map(({ place }) => place),
      [seen.length],
    ),
    word_targets: int64Tensor(
      ort,
      words.map((id) => id ?? 0),
      column,
    ),
    word_weights: floatTensor(ort, Float32Array.from(words, share), column),
  }
}
