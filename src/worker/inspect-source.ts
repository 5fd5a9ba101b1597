import { folderUrl } from '../io/fetch-bundle.ts'
import { fetchFile } from '../io/fetch-file.ts'
import type { FoundModel } from '../io/found-model.ts'
import type { ModelSource, RepoChoice } from '../io/model-source.ts'
import { bytesInWords, freeBytes } from '../io/store/room.ts'
import { createSpillingFolder, type SpillingFolder } from '../io/store/spilling-folder.ts'
import { countParameters } from '../model/expected-tensors.ts'
import type { LlamaConfig } from '../model/llama-config.ts'
import { MANIFEST_FILE, parseManifest } from '../model/manifest.ts'
import { parseLlamaConfig } from '../model/parse-config.ts'
import { findHere } from './find-source.ts'
import { findOnHub, peekOnHub } from './hub-model.ts'
import { fitOnCpu, fitOnDevice, planWeights, readDeviceLimits } from './limits.ts'
import type { Inspection } from './opening.ts'
import { storage } from './storage.ts'

interface Peeked {
  readonly found: FoundModel
  readonly downloadBytes: number
  readonly choices: readonly RepoChoice[]
}

/**
 * What a source is and whether it fits. Of a bundle its manifest is read, of a checkpoint the headers of its files.
 * @throws AppError as `findHere` and `findOnHub`.
 */
export async function inspectSource(source: ModelSource, signal: AbortSignal): Promise<Inspection> {
  const folder = createSpillingFolder(await storage())
  const { found, downloadBytes, choices } = await peek(source, folder, signal)
  const described = await headOf(found)
  const { config, form } = described
  const limits = await readDeviceLimits().catch(() => null)
  const planned = { dense: planWeights(config, 'dense'), factored: planWeights(config, 'factored') }
  const coming = source.kind === 'bundle' ? described.bytes : downloadBytes
  const kept = (source.kind === 'hub' ? coming : 0) + (form === 'dense' ? 2 * planned.factored.bytes : 0)
  return {
    name: described.name,
    format: found.format,
    form,
    parameters: countParameters(config),
    layers: config.num_hidden_layers,
    hiddenSize: config.hidden_size,
    vocabSize: config.vocab_size,
    maxTokens: config.max_position_embeddings,
    downloadBytes: coming,
    dense: form === 'dense' ? fitOnDevice(planned.dense, limits) : null,
    factored: fitOnDevice(planned.factored, limits),
    cpu: fitOnCpu(planned[form]),
    cpuFactored: fitOnCpu(planned.factored),
    hasWebGpu: limits !== null,
    storage: folder.isLasting ? storageFit(kept, await freeBytes()) : null,
    choices,
  }
}

async function peek(source: ModelSource, folder: SpillingFolder, signal: AbortSignal): Promise<Peeked> {
  const nothing = { downloadBytes: 0, choices: [] }
  if (source.kind === 'bundle') {
    const base = folderUrl(source.url)
    const read = (path: string) => fetchFile(new URL(path, base), { signal })
    return { ...nothing, found: { format: 'bundle', name: base.pathname, read } }
  }
  if (source.kind !== 'hub') return { ...nothing, found: await findHere(source, folder) }
  const model = await findOnHub(source, folder, { signal })
  const bytes = model.files.reduce((sum, file) => sum + file.bytes, 0)
  const found = await peekOnHub(model, { signal })
  return { found, downloadBytes: bytes - model.bytesHere, choices: model.choices }
}

interface Described extends Pick<Inspection, 'name' | 'form'> {
  readonly config: LlamaConfig
  /** Of a bundle's files. */
  readonly bytes: number
}

async function headOf(found: FoundModel): Promise<Described> {
  if (found.format !== 'bundle')
    return { name: found.name, form: 'dense', config: found.checkpoint.config, bytes: 0 }
  const manifest = parseManifest(await found.read(MANIFEST_FILE, () => undefined))
  const files = Object.values({ ...manifest.shards, ...manifest.tokenizer.files })
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  return { name: manifest.name, form: 'factored', config: parseLlamaConfig(manifest.config), bytes }
}

/** @param kept bytes that a download and a factoring would leave in the browser. */
function storageFit(kept: number, free: number | null): Inspection['storage'] {
  const freeBytes = free ?? Number.POSITIVE_INFINITY
  const fits = kept <= freeBytes
  const reason = fits
    ? null
    : `It would keep ${bytesInWords(kept)} in the browser, which has ${bytesInWords(freeBytes)} for this page: the rest, ${bytesInWords(kept - freeBytes)}, stays in memory and goes with the tab.`
  return { bytes: kept, fits, reason, freeBytes }
}
