import { basename, dirname, join } from 'node:path'
import { VISION_ENCODER, VISION_INDEX, visionIndex } from '../io/vision-index.ts'
import type { FactoredModel } from '../model/factored-model.ts'
import type { VisionEncoder } from '../model/vision/encoder.ts'
import { readEncoder } from '../model/vision/encoder-file.ts'
import { UsageError } from './failure.ts'
import { isFile, listFiles, readBytes, writeFileWhole } from './files.ts'

const SUFFIX = '.safetensors'
const FOLDER = dirname(VISION_INDEX)

/** The patch encoder of a bundle. Throws UsageError where it has none. */
export async function bundleEncoder(model: FactoredModel, folder: string): Promise<VisionEncoder> {
  const path = join(folder, VISION_ENCODER)
  if (!(await isFile(path)))
    throw new UsageError(
      'This model cannot see: it has no vision encoder.',
      `Train one: t2 train vision-encoder --out ${path}.`,
    )
  return readEncoder(await readBytes(path), model)
}

/**
 * Brings a bundle's `vision/index.json` up to date when `file` is part of it, as `refreshExpertIndex` does for
 * experts. Anywhere else nothing happens.
 */
export async function refreshVisionIndex(file: string): Promise<void> {
  const folder = dirname(file)
  const bundle = dirname(folder)
  if (basename(folder) !== FOLDER || !(await isFile(join(bundle, 'manifest.json')))) return
  const files = new Map<string, Uint8Array>()
  for (const name of await listFiles(folder)) {
    if (name.endsWith(SUFFIX)) files.set(name, await readBytes(join(folder, name)))
  }
  const index = visionIndex(files)
  if (index) await writeFileWhole(join(bundle, VISION_INDEX), `${JSON.stringify(index, null, 2)}\n`)
}
