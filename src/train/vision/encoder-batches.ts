import type { Prng } from '../../core/prng.ts'
import { floatTensor, int64Tensor, type OrtRuntime } from '../../engine/ort/runtime.ts'
import type { FactoredModel } from '../../model/factored-model.ts'
import type { Tokenizer } from '../../model/tokenizer.ts'
import { TOKENS_A_PANEL } from '../../model/vision/encoder.ts'
import { PICTURE } from '../../model/vision/picture.ts'
import { insertSoft } from '../../model/vision/picture-prompt.ts'
import { drawPicture } from '../../tasks/pictures/draw-picture.ts'
import { generatePictured } from '../../tasks/pictures/pictured-families.ts'
import { writeAnswer } from '../../tasks/writers.ts'
import type { Feeds } from '../learner.ts'
import { type TeacherSequence, teacherBatch } from '../teacher-batch.ts'
import { drawLesson } from './lessons.ts'
import { panelFeeds, type SeenPanel, seePanels } from './picture-batch.ts'

/** Feeds of readingGraph: pictures of anything that exercises show. */
export function readingBatch(ort: OrtRuntime, tokenizer: Tokenizer, pictures: number, prng: Prng): Feeds {
  return panelFeeds(ort, drawLessons(tokenizer, pictures, prng))
}

function drawLessons(tokenizer: Tokenizer, pictures: number, prng: Prng): readonly SeenPanel[] {
  return Array.from({ length: pictures }, () => {
    const panels = Array.from({ length: PICTURE.panels }, () => drawLesson(prng))
    return seePanels(tokenizer, panels, drawPicture(panels, prng))
  }).flat()
}

/** Feeds of answeringGraph, scales apart: exercises of `vision` with written answers, and pictures to be read. */
export function answeringBatch(
  ort: OrtRuntime,
  model: FactoredModel,
  tokenizer: Tokenizer,
  { pictures, questions }: { readonly pictures: number; readonly questions: number },
  prng: Prng,
): Feeds {
  const seen: SeenPanel[] = []
  const sequences = Array.from({ length: questions }, (): TeacherSequence => {
    const item = generatePictured('vision', 'train', prng)
    const own = seePanels(tokenizer, item.panels, item.picture)
    // The graph makes all panels' soft tokens in one table, in this order.
    const first = model.config.vocab_size + TOKENS_A_PANEL * seen.length
    const soft = own.flatMap((_, panel) =>
      Array.from({ length: TOKENS_A_PANEL }, (_, token) => first + TOKENS_A_PANEL * panel + token),
    )
    seen.push(...own)
    const prompt = insertSoft(tokenizer, soft, item.prompt)
    const answer = [...tokenizer.encode(writeAnswer(item, prng)), ...tokenizer.stopIds.slice(0, 1)]
    return { ids: [...prompt, ...answer], weights: [...prompt.map(() => 0), ...answer.map(() => 1)] }
  })
  seen.push(...drawLessons(tokenizer, pictures, prng))
  const { feeds, rows } = teacherBatch(ort, sequences)
  return {
    ...panelFeeds(ort, seen),
    ...feeds,
    targets: int64Tensor(
      ort,
      rows.map(({ id }) => id),
      [rows.length, 1],
    ),
    weights: floatTensor(ort, new Float32Array(rows.length).fill(1 / rows.length), [rows.length, 1]),
  }
}
