import { sha1 } from '@noble/hashes/legacy.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { RepoFile } from './repo-files.ts'

/** The hash that a repository lists for a file, over its bytes as they come. */
export interface ContentHash {
  update(bytes: Uint8Array): void
  /** Once, at the end. */
  matches(): boolean
}

export function createContentHash({ bytes, hash }: Pick<RepoFile, 'bytes' | 'hash'>): ContentHash {
  const running = hash.kind === 'sha256' ? sha256.create() : sha1.create()
  // git hashes a file with its length in front.
  if (hash.kind === 'git') running.update(new TextEncoder().encode(`blob ${bytes}\0`))
  return {
    update: (part) => void running.update(part),
    matches: () => bytesToHex(running.digest()) === hash.hex,
  }
}
