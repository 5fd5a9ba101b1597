import { basename, dirname, join } from 'node:path'
import type { Runtime } from '../adapt/runtime.ts'
import { VISION_ENCODER, VISION_INDEX, visionIndex } from '../io/vision-index.ts'
import { readExpert } from '../model/expert-file.ts'
import type { FactoredModel } from '../model/factored-model.ts'
import type { VisionEncoder } from '../model/vision/encoder.ts'
import { readEncoder } from '../model/vision/encoder-file.ts'
import { UsageError } from './failure.ts'
import { isFile, listFiles, readBytes, writeFileWhole } from './files.ts'
import type { OpenedModel } from './session.ts'

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

/** A session that sees, with the experts that lie beside the encoder. Throws UsageError without an encoder. */
export async function withVisionPart<S extends OpenedModel>(
  session: S,
): Promise<S & Pick<Runtime, 'vision'>> {
  const { model, folder } = session
  const vision = await bundleEncoder(model, folder)
  const experts = new Map(session.experts)
  for (const file of await listFiles(join(folder, FOLDER))) {
    const name = basename(file, SUFFIX)
    if (!file.endsWith(SUFFIX) || join(FOLDER, file) === VISION_ENCODER || experts.has(name)) continue
    experts.set(name, readExpert(await readBytes(join(folder, FOLDER, file)), model.adapted, name))
  }
  return { ...session, experts, vision }
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
