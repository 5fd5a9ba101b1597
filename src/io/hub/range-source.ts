import { AppError } from '../../core/errors.ts'
import type { ByteSource } from '../../model/byte-source.ts'
import { type HubOptions, hubFetch } from './hub-fetch.ts'
import { fileUrl, type RepoFile } from './repo-files.ts'

/** A file of a repository, of which only the pieces that are read are fetched. */
export function rangeSource(
  repo: string,
  revision: string,
  { path, bytes: size }: RepoFile,
  options: HubOptions,
): ByteSource {
  const get = hubFetch(path, options)
  return {
    size,
    async read(start, end) {
      if (start >= end) return new Uint8Array()
      const response = await get(fileUrl(repo, revision, path), {
        headers: { range: `bytes=${start}-${end - 1}` },
      })
      const isWhole = response.status === 200
      if (isWhole && size > end - start && Number(response.headers.get('content-length')) > 2 ** 24) {
        await response.body?.cancel()
        throw new AppError('unsupported', `The server gives ${path} only as a whole.`)
      }
      const bytes = new Uint8Array(await response.arrayBuffer())
      return isWhole ? bytes.subarray(start, end) : bytes
    },
  }
}
