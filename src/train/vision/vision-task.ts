import type { VisionEncoder } from '../../model/vision/encoder.ts'
import { generateItem } from '../../tasks/families.ts'
import { generatePictured } from '../../tasks/pictures/pictured-families.ts'
import type { VisionFamily } from '../../tasks/pictures/pictured-item.ts'
import { writeAnswer } from '../../tasks/writers.ts'
import type { SvfTask } from '../svf-task.ts'

/** Name of the expert and of what it is trained on. */
export const VISION_TASK = 'vision' satisfies VisionFamily

/** Kinds of text that have nothing to do with what pictures ask. */
const OTHERS = ['code', 'other'] as const

/** Questions about pictures as a training task: the counterpart of the paper's TextVQA expert. */
export function visionTask(encoder: VisionEncoder): SvfTask {
  return {
    name: VISION_TASK,
    encoder,
    draw: (prng, split) => generatePictured('vision', split, prng),
    drawOther: (prng) => generateItem(prng.pick(OTHERS), 'train', prng),
    written: (prng, style) => {
      const item = generatePictured('vision', 'train', prng)
      const { prompt, picture } = item
      return { prompt, picture, answer: style === 'worked' ? item.worked : writeAnswer(item, prng) }
    },
  }
}
