import { AppError } from '../core/errors.ts'
import { type Expert, readExpert } from '../model/expert-file.ts'
import type { FactoredModel } from '../model/factored-model.ts'
import { verifyContent } from '../model/manifest.ts'
import type { Tokenizer } from '../model/tokenizer.ts'
import { EXPERT_INDEX, expertPath, parseExpertIndex } from './expert-index.ts'
import { folderUrl } from './fetch-bundle.ts'
import { type FetchFileOptions, fetchFile } from './fetch-file.ts'
import { knownModel } from './known-experts.ts'

export interface KnownExperts {
  /** The model that they were trained for. */
  readonly trainedFor: string
  /** By name, in the order of their index. */
  readonly experts: ReadonlyMap<string, Expert>
}

/**
 * The experts that come with the page for a model whose weights do not; null where there are none, or none to be had.
 * A model opens without them just as well, so nothing but a cancellation ends in an error. Without a network they come
 * from the browser's cache, as a stored model does from its storage.
 *
 * @param home absolute address of the page's `models/`
 * @throws AppError `cancelled`
 */
export async function fetchKnownExperts(
  { config, adapted }: Pick<FactoredModel, 'config' | 'adapted'>,
  form: Tokenizer['form'],
  home: string,
  options: Pick<FetchFileOptions, 'signal' | 'fetch' | 'wait'> = {},
): Promise<KnownExperts | null> {
  const known = knownModel({ config, form })
  if (!known || adapted.length === 0) return null
  try {
    const folder = new URL(`${known.folder}/`, folderUrl(home))
    const get = (path: string) => fetchOrRecall(new URL(path, folder), options)
    const index = parseExpertIndex(await get(EXPERT_INDEX))
    const experts = await Promise.all(
      index.map(async (entry) => {
        const path = expertPath(entry.name)
        const bytes = await get(path)
        await verifyContent(path, bytes, entry)
        return [entry.name, readExpert(bytes, adapted, entry.name)] as const
      }),
    )
    return { trainedFor: known.name, experts: new Map(experts) }
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code !== 'cancelled') return null
    throw thrown
  }
}

async function fetchOrRecall(url: URL, options: FetchFileOptions): Promise<Uint8Array> {
  try {
    return await fetchFile(url, options)
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'network') throw thrown
    return fetchFile(url, { ...options, cache: 'force-cache' })
  }
}
