import * as v from 'valibot'
import { digest } from '../model/manifest.ts'
import { EXPERT_ENTRY, type ExpertEntry, FILE_DIGEST } from './expert-index.ts'
import { parseIndex } from './parse-index.ts'

/** Inside a bundle's folder: the vision part, which is fetched only when it is wanted. */
export const VISION_INDEX = 'vision/index.json'
export const VISION_ENCODER = 'vision/encoder.safetensors'

const SUFFIX = '.safetensors'
const ADVICE = 'Load it again; if that does not help, the folder of the model was changed.'

const Index = v.object({
  encoder: v.object(FILE_DIGEST),
  experts: v.pipe(v.array(EXPERT_ENTRY), v.maxLength(16)),
})

export interface VisionIndex {
  readonly encoder: Omit<ExpertEntry, 'name'>
  readonly experts: readonly ExpertEntry[]
}

/** Where an expert of the vision part is, seen from the bundle's folder. */
export function visionExpertPath(name: string): string {
  return `vision/${name}${SUFFIX}`
}

/** The index of a folder that holds `encoder.safetensors` and experts; null without an encoder. */
export function visionIndex(files: ReadonlyMap<string, Uint8Array>): VisionIndex | null {
  const encoder = files.get(`encoder${SUFFIX}`)
  if (!encoder) return null
  const experts = [...files].flatMap(([file, bytes]) =>
    file.endsWith(SUFFIX) && bytes !== encoder
      ? [{ name: file.slice(0, -SUFFIX.length), ...digest(bytes) }]
      : [],
  )
  return { encoder: digest(encoder), experts: experts.sort((a, b) => (a.name < b.name ? -1 : 1)) }
}

/** @throws AppError `bad-model` */
export function parseVisionIndex(bytes: Uint8Array): VisionIndex {
  return parseIndex(bytes, Index, 'The list of vision files', ADVICE)
}
