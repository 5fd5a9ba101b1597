import { AppError } from '../core/errors.ts'
import { type Expert, readExpert } from '../model/expert-file.ts'
import type { FactoredModel } from '../model/factored-model.ts'
import type { Tokenizer } from '../model/tokenizer.ts'
import { EXPERT_INDEX, expertPath, parseExpertIndex } from './expert-index.ts'
import { folderUrl } from './fetch-bundle.ts'
import { type FetchFileOptions, fetchFile } from './fetch-file.ts'
import { fetchVerified } from './fetch-verified.ts'
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
    const index = parseExpertIndex(
      await orRecall((cache) => fetchFile(new URL(EXPERT_INDEX, folder), { ...options, cache })),
    )
    const experts = await Promise.all(
      index.map(async (entry) => {
        const path = expertPath(entry.name)
        const bytes = await orRecall((cache) =>
          fetchVerified(new URL(path, folder), path, entry, { ...options, cache }),
        )
        return [entry.name, readExpert(bytes, adapted, entry.name)] as const
      }),
    )
    return { trainedFor: known.name, experts: new Map(experts) }
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code !== 'cancelled') return null
    throw thrown
  }
}

async function orRecall(get: (cache: 'default' | 'force-cache') => Promise<Uint8Array>): Promise<Uint8Array> {
  try {
    return await get('default')
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'network') throw thrown
    return get('force-cache')
  }
}
