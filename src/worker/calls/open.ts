import { fetchBundle } from '../../io/fetch-bundle.ts'
import type { ModelSource } from '../../io/model-source.ts'
import { chooseForManifest } from '../choose-backend.ts'
import { createProgressReport } from '../open-progress.ts'
import type { OpenedModel } from '../protocol.ts'
import type { ReadOptions } from '../read-source.ts'
import { type ReadModel, startModel } from '../start-model.ts'
import type { Call } from './call.ts'

export const open: Call<'open'> = async (
  { source, backend, because = null, threads, home },
  { slot, signal, emit },
) => {
  const progress = createProgressReport(emit)
  const { unkept, ...read } =
    source.kind === 'bundle'
      ? await readAddress(source, { backend, progress, signal })
      : await (await import('../read-source.ts')).readSource(source, { backend, progress, signal })
  const started = await startModel(read, backend, {
    signal,
    because,
    onPhase: progress.phase,
    ...(threads !== undefined && { threads }),
    ...(home !== undefined && { home }),
  })
  const opened = unkept === undefined ? started.opened : { ...started.opened, unkept }
  slot.put({ ...started, opened })
  return opened
}

async function readAddress(
  source: Extract<ModelSource, { kind: 'bundle' }>,
  { backend, progress, signal }: ReadOptions,
): Promise<ReadModel & Pick<OpenedModel, 'unkept'>> {
  progress.phase('downloading')
  const { model, tokenizer, experts, manifest } = await fetchBundle(source.url, {
    signal,
    onManifest: (bytes) => chooseForManifest(bytes, backend),
    onProgress: (loaded, total) => progress.phase('downloading', loaded, total),
  })
  return { model, tokenizer, experts, name: manifest.name, source, checkpoint: null }
}
