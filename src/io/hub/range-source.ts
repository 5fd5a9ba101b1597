import type { ByteSource } from '../../model/byte-source.ts'
import { type HubOptions, hubBytes } from './hub-fetch.ts'
import { fileUrl, type RepoFile } from './repo-files.ts'

/**
 * A file of a repository, of which only the pieces that are read are fetched; from a server that knows no ranges,
 * what comes before them as well.
 */
export function rangeSource(
  repo: string,
  revision: string,
  { path, bytes: size }: RepoFile,
  options: HubOptions,
): ByteSource {
  return {
    size,
    async read(start, end) {
      if (start >= end) return new Uint8Array()
      return (await hubBytes(path, fileUrl(repo, revision, path), { start, end }, options)).bytes
    },
  }
}
