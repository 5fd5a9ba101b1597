import type { ModelSource } from '../io/model-source.ts'
import { isEmbedded } from './world.ts'

export const EMBEDDED_NAME = 'tiny'
/** Files lie on the visitor's own disk: a link can only say that they did. */
const LOCAL_NAME = 'local'
const STORED = /^stored:([\w./-]{1,200})$/
const HUB = /^hub:([\w-][\w.-]*\/[\w.-]+)(?:@([\w./-]+))?(?::([\w ./-]+))?$/
const ADDRESS_MAX = 500

/** What a link's `model=` asks for. */
export type AskedModel =
  | { readonly kind: 'embedded' }
  | { readonly kind: 'local' }
  | { readonly kind: 'source'; readonly source: Exclude<ModelSource, { readonly kind: 'files' }> }

/** The name of an open model's source in a link. */
export function modelNameOf(source: ModelSource, embeddedUrl: string): string {
  if (isEmbedded(source, embeddedUrl)) return EMBEDDED_NAME
  switch (source.kind) {
    case 'bundle':
      return source.url
    case 'stored':
      return `stored:${source.id}`
    case 'hub': {
      const { repo, revision, file } = source
      return `hub:${repo}${revision ? `@${revision}` : ''}${file ? `:${file}` : ''}`
    }
    case 'files':
      return LOCAL_NAME
    default:
      return source satisfies never
  }
}

/** Null for what names no model. */
export function parseModelName(name: string): AskedModel | null {
  if (name === EMBEDDED_NAME) return { kind: 'embedded' }
  if (name === LOCAL_NAME) return { kind: 'local' }
  const id = STORED.exec(name)?.[1]
  if (id !== undefined) return { kind: 'source', source: { kind: 'stored', id } }
  const [, repo, revision, file] = HUB.exec(name) ?? []
  if (repo !== undefined) return { kind: 'source', source: hubSource(repo, revision, file) }
  const url = bundleAddress(name)
  return url === null ? null : { kind: 'source', source: { kind: 'bundle', url } }
}

/** The absolute address of a bundle's folder, with a slash at its end; null for what is no web address. */
export function bundleAddress(text: string): string | null {
  const trimmed = text.trim().replace(/manifest\.json$/, '')
  if (trimmed.length > ADDRESS_MAX || !URL.canParse(trimmed)) return null
  const url = new URL(trimmed)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null
  if (url.username !== '' || url.password !== '') return null
  url.hash = ''
  if (url.search === '' && !url.pathname.endsWith('/')) url.pathname += '/'
  return url.href
}

export function hubSource(
  repo: string,
  revision?: string,
  file?: string,
): Extract<ModelSource, { readonly kind: 'hub' }> {
  return { kind: 'hub', repo, ...(revision && { revision }), ...(file && { file }) }
}

/** `owner/name`, also out of the address of its page; null for what is neither. */
export function hubRepo(text: string): string | null {
  const bare = text.trim().replace(/^(https?:\/\/)?(www\.)?huggingface\.co\//, '')
  return /^([\w-][\w.-]*\/[\w.-]+)(?:\/(?:tree|blob)\/.*)?\/?$/.exec(bare)?.[1] ?? null
}
