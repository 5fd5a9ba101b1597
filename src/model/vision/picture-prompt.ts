import type { FactoredModel } from '../factored-model.ts'
import { toFloat32 } from '../stored-array.ts'
import type { Tokenizer } from '../tokenizer.ts'
import { encodePicture, type SoftTokens, type VisionEncoder } from './encoder.ts'
import { checkPicture, type Picture } from './picture.ts'

/** A prompt ready for a lane. */
export interface PromptLane {
  readonly ids: readonly number[]
  /** `[rows, hidden]`, which ids from the size of the vocabulary on refer to. */
  readonly soft?: Float32Array
}

/**
 * `<|user|> picture question <|bot|>`: the picture's vectors stand where the words would that say what it shows.
 * @param before stands between `<|user|>` and the picture, as the dispatch question does
 * @throws AppError `bad-input` for a picture of another size or with other numbers than 0 to 1
 */
export function picturePrompt(
  { tokenizer, model, encoder }: PromptReaders,
  picture: Picture,
  question: string,
  before = '',
): PromptLane {
  checkPicture(picture)
  const { rows, panels } = encodePicture(encoder, picture)
  const soft = panels.map((_, row) => model.config.vocab_size + row)
  const ids = insertSoft(tokenizer, soft, question, before)
  return panels.length === 0 ? { ids } : { ids, soft: rows }
}

/** `<|user|> before soft question <|bot|>` as ids. */
export function insertSoft(
  tokenizer: Tokenizer,
  soft: readonly number[],
  question: string,
  before = '',
): readonly number[] {
  const [user = 0, ...rest] = tokenizer.promptIds(question)
  return [user, ...(before === '' ? [] : tokenizer.encode(before)), ...soft, ...rest]
}

interface PromptReaders {
  readonly tokenizer: Tokenizer
  readonly model: FactoredModel
  readonly encoder: VisionEncoder
}

/** The word that a soft token stands nearest to. */
export interface NearestWord {
  readonly panel: number
  readonly id: number
  /** Cosine between the soft token and that word's embedding. */
  readonly cosine: number
}

/** For people: what the encoder makes of a picture, word by word (the nearest embedding by distance). */
export function nearestWords(model: FactoredModel, { rows, panels }: SoftTokens): NearestWord[] {
  const { vocab_size: vocab, hidden_size: hidden } = model.config
  const embedding = toFloat32(model.embedding)
  return panels.map((panel, row) => {
    const soft = rows.subarray(row * hidden, (row + 1) * hidden)
    let best = { id: 0, cosine: 0, distance: Number.POSITIVE_INFINITY }
    for (let id = 0; id < vocab; id++) {
      const word = embedding.subarray(id * hidden, (id + 1) * hidden)
      const { dot, a, b } = products(soft, word)
      const distance = a + b - 2 * dot
      if (distance < best.distance) best = { id, cosine: dot / Math.sqrt(a * b || 1), distance }
    }
    return { panel, id: best.id, cosine: best.cosine }
  })
}

function products(x: Float32Array, y: Float32Array): { dot: number; a: number; b: number } {
  let [dot, a, b] = [0, 0, 0]
  for (let i = 0; i < x.length; i++) {
    const [p, q] = [x[i] ?? 0, y[i] ?? 0]
    dot += p * q
    a += p * p
    b += q * q
  }
  return { dot, a, b }
}
