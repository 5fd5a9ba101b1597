import { memorySource } from './byte-source.ts'
import type { Checkpoint } from './checkpoint.ts'
import { openCheckpointFolder } from './checkpoint-folder.ts'

/** A Hugging Face folder with all weights in memory; errors as those of `openCheckpointFolder`. */
export async function readCheckpoint(files: ReadonlyMap<string, Uint8Array>): Promise<Checkpoint> {
  const sources = new Map([...files].map(([name, bytes]) => [name, memorySource(bytes)]))
  const { config, configJson, tokenizerFiles, names, tensor } = await openCheckpointFolder(sources)
  const tensors: Checkpoint['tensors'] = new Map(
    await Promise.all(names.map(async (name) => [name, await tensor(name)] as const)),
  )
  return { config, configJson, tokenizerFiles, tensors }
}
