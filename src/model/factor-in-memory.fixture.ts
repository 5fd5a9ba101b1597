import type { Checkpoint } from './checkpoint.ts'
import { type FactorOptions, factorCheckpoint } from './factor-checkpoint.ts'
import { openListed } from './open-checkpoint.ts'

/** A bundle of a checkpoint in memory: its files by name and what `t2 factor` reports. */
export async function factorInMemory(checkpoint: Checkpoint, options: FactorOptions) {
  const { files, modules } = await factorCheckpoint(openInMemory(checkpoint), options)
  const made = new Map<string, Uint8Array>()
  for await (const [name, bytes] of files) made.set(name, bytes)
  const bytes = [...made.values()].reduce((sum, file) => sum + file.length, 0)
  return { files: made, report: { modules, bytes } }
}

function openInMemory({ configJson, tensors, tokenizerFiles }: Checkpoint) {
  const listed = [...tensors].map(
    ([name, { shape, data }]) => [name, { shape, floats: async () => data }] as const,
  )
  return openListed(configJson, new Map(listed), tokenizerFiles)
}
