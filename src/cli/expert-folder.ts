import { basename, dirname, join } from 'node:path'
import { EXPERT_INDEX, expertIndex } from '../io/expert-index.ts'
import { isFile, listFiles, readBytes, writeFileWhole } from './files.ts'

/**
 * Brings a bundle's `experts/index.json` up to date when `file` is one of its experts: a web server cannot list
 * a folder. So is an index that stands alone, for a model whose weights lie elsewhere. Anywhere else nothing happens.
 */
export async function refreshExpertIndex(file: string): Promise<void> {
  const folder = dirname(file)
  const bundle = dirname(folder)
  if (basename(folder) !== dirname(EXPERT_INDEX)) return
  if (!(await isFile(join(bundle, 'manifest.json'))) && !(await isFile(join(bundle, EXPERT_INDEX)))) return
  const files = new Map<string, Uint8Array>()
  for (const name of await listFiles(folder)) {
    if (name.endsWith('.safetensors')) files.set(name, await readBytes(join(folder, name)))
  }
  const json = JSON.stringify(expertIndex(files), null, 2)
  await writeFileWhole(join(bundle, EXPERT_INDEX), new TextEncoder().encode(`${json}\n`))
}
