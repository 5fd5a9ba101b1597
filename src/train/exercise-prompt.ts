import { AppError } from '../core/errors.ts'
import type { FactoredModel } from '../model/factored-model.ts'
import type { Tokenizer } from '../model/tokenizer.ts'
import type { VisionEncoder } from '../model/vision/encoder.ts'
import { type PromptLane, picturePrompt } from '../model/vision/picture-prompt.ts'
import type { Exercise } from '../tasks/task-item.ts'

/**
 * An exercise as the model reads it, its picture included.
 * @param encoder needed where exercises have pictures
 * @throws AppError `bad-input` for a picture without an encoder
 */
export function exercisePrompt(
  { model, tokenizer, encoder }: ExerciseReader,
  { prompt, picture }: Pick<Exercise, 'prompt' | 'picture'>,
): PromptLane {
  if (!picture) return { ids: tokenizer.promptIds(prompt) }
  if (encoder) return picturePrompt({ model, tokenizer, encoder }, picture, prompt)
  throw new AppError('bad-input', 'This task has pictures, and there is no encoder to read them.')
}

export interface ExerciseReader {
  readonly model: FactoredModel
  readonly tokenizer: Tokenizer
  readonly encoder: VisionEncoder | undefined
}
