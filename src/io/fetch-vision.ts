import { type Expert, readExpert } from '../model/expert-file.ts'
import type { FactoredModel } from '../model/factored-model.ts'
import type { VisionEncoder } from '../model/vision/encoder.ts'
import { readEncoder } from '../model/vision/encoder-file.ts'
import { type FetchBundleOptions, withFreshLists } from './fetch-bundle.ts'
import { fetchFile } from './fetch-file.ts'
import { fetchVerified } from './fetch-verified.ts'
import { parseVisionIndex, VISION_ENCODER, VISION_INDEX, visionExpertPath } from './vision-index.ts'

export interface FetchedVision {
  readonly encoder: VisionEncoder
  /** By name, in the order of the index. */
  readonly experts: ReadonlyMap<string, Expert>
  readonly bytes: number
}

/**
 * Downloads the vision part that lies beside a bundle, and checks every byte as `fetchBundle` does.
 * @param folder absolute address of the bundle's folder
 * @param model the language model, which the files must belong to
 * @throws AppError `network`, `integrity`, `bad-model`, `bad-expert`, `cancelled`
 */
export function fetchVision(
  folder: string,
  model: FactoredModel,
  options: FetchBundleOptions = {},
): Promise<FetchedVision> {
  return withFreshLists((cache) => fetchAll(folder, model, cache, options))
}

async function fetchAll(
  folder: string,
  model: FactoredModel,
  cache: 'default' | 'reload',
  options: FetchBundleOptions,
): Promise<FetchedVision> {
  const base = new URL(folder.endsWith('/') ? folder : `${folder}/`)
  const index = parseVisionIndex(await fetchFile(new URL(VISION_INDEX, base), { ...options, cache }))
  const files = [
    { path: VISION_ENCODER, entry: index.encoder },
    ...index.experts.map((entry) => ({ path: visionExpertPath(entry.name), entry })),
  ]
  const total = files.reduce((sum, { entry }) => sum + entry.bytes, 0)
  const loaded = new Map<string, Uint8Array>()
  let done = 0
  let most = 0
  for (const { path, entry } of files) {
    // A file that starts again does not take the sum back.
    const onBytes = (received: number) => {
      most = Math.max(most, Math.min(done + received, total))
      options.onProgress?.(most, total)
    }
    const bytes = await fetchVerified(new URL(path, base), path, entry, { ...options, onBytes })
    loaded.set(path, bytes)
    done += bytes.length
  }
  options.onProgress?.(total, total)
  const bytesOf = (path: string): Uint8Array => loaded.get(path) ?? new Uint8Array()
  const experts = index.experts.map(
    ({ name }) => [name, readExpert(bytesOf(visionExpertPath(name)), model.adapted, name)] as const,
  )
  return { encoder: readEncoder(bytesOf(VISION_ENCODER), model), experts: new Map(experts), bytes: total }
}
