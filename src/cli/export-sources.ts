import { join } from 'node:path'
import { parseManifest } from '../model/manifest.ts'
import { readBytes } from './files.ts'

/** What an export takes from a bundle besides its weights. */
export interface ExportSources {
  /** `config.json` of the checkpoint that the bundle was made from. */
  readonly configJson: unknown
  readonly tokenizerFiles: ReadonlyMap<string, Uint8Array>
}

/** @throws AppError `io`, `bad-model` */
export async function readExportSources(folder: string): Promise<ExportSources> {
  const { config, tokenizer } = parseManifest(await readBytes(join(folder, 'manifest.json')))
  const tokenizerFiles = new Map<string, Uint8Array>()
  for (const name of Object.keys(tokenizer.files))
    tokenizerFiles.set(name, await readBytes(join(folder, name)))
  return { configJson: config, tokenizerFiles }
}
