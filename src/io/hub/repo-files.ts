import * as v from 'valibot'
import { AppError } from '../../core/errors.ts'
import { isGgufPart } from '../../model/gguf/part-name.ts'
import { MANIFEST_FILE } from '../../model/manifest.ts'
import { SHARD_INDEX } from '../../model/shard-index.ts'
import type { RepoChoice } from '../model-source.ts'
import { HUB, type HubOptions, hubBytes } from './hub-fetch.ts'

/** A file of a repository, and what its content has to be. */
export interface RepoFile {
  readonly path: string
  readonly bytes: number
  /** `sha256` of large files, whether they lie in LFS or Xet; git's own `sha1` of small ones. */
  readonly hash: { readonly kind: 'sha256' | 'git'; readonly hex: string }
}

const hex = (digits: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${digits}}$`)))
const Entry = v.object({
  path: v.pipe(v.string(), v.maxLength(500)),
  size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  oid: hex(40),
  lfs: v.optional(v.object({ oid: hex(64) })),
})

const MOST_FILES = 5000
const WHOLE = 'model.safetensors'
const COMPANIONS = [
  'config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'chat_template.jinja',
  'generation_config.json',
]
/** Where there is no `tokenizer.json`. */
const SENTENCEPIECE = ['tokenizer.model', 'added_tokens.json']

/**
 * `owner/name` out of that or the address of its page.
 * @throws AppError `bad-input`
 */
export function repoName(text: string): string {
  const name = text.trim().replace(/^https:\/\/huggingface\.co\//, '')
  const match = /^([A-Za-z0-9][\w.-]{0,95}\/[A-Za-z0-9][\w.-]{0,95})(\/(tree|blob)\/.*)?\/?$/.exec(name)
  if (match?.[1]) return match[1]
  throw new AppError('bad-input', `“${text.slice(0, 100)}” is no repository.`, {
    advice: 'Write it as owner/name, for example HuggingFaceTB/SmolLM2-135M-Instruct.',
  })
}

/**
 * Asks huggingface.co what lies in a repository.
 * @throws AppError `network`, `missing`, `integrity`, `cancelled` as `askHub`.
 */
export async function listRepo(repo: string, revision: string, options: HubOptions): Promise<RepoFile[]> {
  const { listFiles } = await import('@huggingface/hub')
  const what = `the repository ${repo}`
  const get = async (input: URL | RequestInfo): Promise<Response> => {
    const { bytes, headers } = await hubBytes(what, String(input), null, options)
    return new Response(bytes, { headers })
  }
  const found: RepoFile[] = []
  const entries = listFiles({ repo, revision, recursive: true, hubUrl: HUB, fetch: get as typeof fetch })
  for await (const entry of orUnreadable(entries, what)) {
    if (found.length === MOST_FILES) break
    if (entry?.type !== 'file') continue
    const parsed = v.safeParse(Entry, entry)
    if (!parsed.success) throw unreadable(what)
    const { path, size, oid, lfs } = parsed.output
    const hash = lfs ? { kind: 'sha256' as const, hex: lfs.oid } : { kind: 'git' as const, hex: oid }
    found.push({ path, bytes: size, hash })
  }
  return found
}

/** What is no list ends in an error of the hub's own reader. */
async function* orUnreadable<T>(entries: AsyncIterable<T>, what: string): AsyncGenerator<T> {
  try {
    yield* entries
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown
    throw unreadable(what, thrown)
  }
}

function unreadable(what: string, cause?: unknown): AppError {
  return new AppError('network', `What huggingface.co says of ${what} cannot be read.`, {
    advice: 'Something between may have altered it. Try again in a while.',
    cause,
  })
}

/** What of a repository can be opened, safetensors first and small GGUFs before large ones. */
export function choicesOf(files: readonly RepoFile[]): RepoChoice[] {
  const root = new Map(files.map((file) => [file.path, file]))
  const choices: RepoChoice[] = []
  const add = (file: string, format: RepoChoice['format']) => {
    const bytes = filesOf(files, file).reduce((sum, part) => sum + part.bytes, 0)
    choices.push({ file, format, bytes })
  }
  if (root.has(MANIFEST_FILE)) add(MANIFEST_FILE, 'bundle')
  if (root.has('config.json')) {
    if (root.has(WHOLE)) add(WHOLE, 'safetensors')
    else if (root.has(SHARD_INDEX)) add(SHARD_INDEX, 'safetensors')
  }
  const ggufs = files.filter(({ path }) => /\.gguf$/i.test(path) && !isGgufPart(path))
  for (const { path } of ggufs.sort((a, b) => a.bytes - b.bytes)) add(path, 'gguf')
  return choices
}

/** The files that belong to a choice. */
function filesOf(files: readonly RepoFile[], choice: string): RepoFile[] {
  if (/\.gguf$/i.test(choice)) return files.filter(({ path }) => path === choice)
  if (choice === MANIFEST_FILE)
    return files.filter(({ path }) => /^(experts\/)?[^/]+\.(json|safetensors)$/.test(path))
  const isWeights = (path: string) =>
    choice === WHOLE ? path === WHOLE : path === SHARD_INDEX || /^model-[^/]+\.safetensors$/.test(path)
  const hasTokenizer = files.some(({ path }) => path === 'tokenizer.json')
  const companions = hasTokenizer ? COMPANIONS : [...COMPANIONS, ...SENTENCEPIECE]
  return files.filter(({ path }) => companions.includes(path) || isWeights(path))
}

/** @throws AppError `bad-input` where nothing can be opened, or not what was chosen. */
export function chosenFiles(files: readonly RepoFile[], file: string | undefined): RepoFile[] {
  const choices = choicesOf(files)
  const choice = file === undefined ? choices[0] : choices.find((other) => other.file === file)
  if (choice) return filesOf(files, choice.file)
  if (choices.length > 0) {
    const names = choices.map((other) => other.file).slice(0, 6)
    throw new AppError('bad-input', `The repository has no ${file} that can be opened.`, {
      advice: `It has: ${names.join(', ')}.`,
    })
  }
  const isPickled = files.some(({ path }) => /\.(bin|pth|pt)$/.test(path))
  throw new AppError('bad-input', 'Nothing in this repository can be opened here.', {
    advice: isPickled
      ? 'Its weights are PyTorch files, which can hold programs. Look for a copy as safetensors or GGUF.'
      : 'A model has config.json with safetensors beside it, or a GGUF file in one piece.',
  })
}

/** Where a file's bytes are. */
export function fileUrl(repo: string, revision: string, path: string): string {
  const parts = path.split('/').map(encodeURIComponent)
  return `${HUB}/${repo}/resolve/${encodeURIComponent(revision)}/${parts.join('/')}`
}
