import { AppError } from '../core/errors.ts'
import { type Expert, readExpert } from '../model/expert-file.ts'
import type { FactoredModel } from '../model/factored-model.ts'
import { verifyContent } from '../model/manifest.ts'
import type { VisionEncoder } from '../model/vision/encoder.ts'
import { readEncoder } from '../model/vision/encoder-file.ts'
import type { FetchBundleOptions } from './fetch-bundle.ts'
import { fetchFile } from './fetch-file.ts'
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
export async function fetchVision(
  folder: string,
  model: FactoredModel,
  options: FetchBundleOptions = {},
): Promise<FetchedVision> {
  try {
    return await fetchAll(folder, model, 'default', options)
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'integrity')
      return fetchAll(folder, model, 'reload', options)
    throw thrown
  }
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
  for (const { path, entry } of files) {
    const onBytes = (received: number) => options.onProgress?.(Math.min(done + received, total), total)
    const bytes = await fetchFile(new URL(path, base), { ...options, cache, onBytes })
    await verifyContent(path, bytes, entry)
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
