import type { Picture } from '../../model/vision/picture.ts'
import type { Exercise } from '../task-item.ts'
import type { Panel } from './panel.ts'

/** `vision` is trained on; `vision-hard` asks for other skills and for what words mean, and is only tested. */
export const VISION_FAMILIES = ['vision', 'vision-hard'] as const
export type VisionFamily = (typeof VISION_FAMILIES)[number]

/** True for a family whose exercises have pictures. */
export function isVisionFamily(name: string): name is VisionFamily {
  return (VISION_FAMILIES as readonly string[]).includes(name)
}

/** An exercise that needs both its picture and its question (`prompt`). */
export interface PicturedItem extends Exercise {
  readonly family: VisionFamily
  readonly picture: Picture
  /** What the picture shows. */
  readonly panels: readonly Panel[]
  /** The whole exercise in words; it decides the split. */
  readonly text: string
}
