import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../core/errors.ts'
import type { ByteSource } from '../../model/byte-source.ts'
import { openCheckpointFolder } from '../../model/checkpoint-folder.ts'
import { openGguf } from '../../model/gguf/open-gguf.ts'
import type { OpenCheckpoint } from '../../model/open-checkpoint.ts'
import { asIoError, isFile, isFolder, listFiles } from '../files.ts'

/**
 * Opens what `--from` names: a GGUF file, or a folder in Hugging Face's layout or with one GGUF file in it.
 * @throws AppError `io`, and as the readers.
 */
export async function openCheckpointAt(path: string): Promise<OpenCheckpoint> {
  if (await isFolder(path)) return openFolder(path)
  if (!(await isFile(path))) throw new AppError('io', `There is no file or folder ${path}.`)
  if (/\.gguf$/i.test(path)) return openGguf(await fileSource(path))
  throw new AppError('unsupported', `${path} is no GGUF file.`, {
    advice: 'Name a file that ends in .gguf, or the folder that holds config.json and the safetensors files.',
  })
}

async function openFolder(folder: string): Promise<OpenCheckpoint> {
  const names = await listFiles(folder)
  const ggufs = names.filter((name) => /\.gguf$/i.test(name))
  if (!names.includes('config.json') && ggufs.length > 0) {
    const [only, ...others] = ggufs
    if (only !== undefined && others.length === 0) return openGguf(await fileSource(join(folder, only)))
    throw new AppError('bad-input', `${folder} holds ${ggufs.length} GGUF files.`, {
      advice: 'Name one of them.',
    })
  }
  if (!names.includes('config.json') && names.includes('manifest.json')) {
    throw new AppError('bad-input', `${folder} is a bundle already.`, { advice: 'Name it with --model.' })
  }
  const files = new Map<string, ByteSource>()
  for (const name of names) {
    if (/\.(json|safetensors|jinja|model)$/.test(name)) files.set(name, await fileSource(join(folder, name)))
  }
  return openCheckpointFolder(files)
}

/** A file on disk, opened anew for each piece. */
async function fileSource(path: string): Promise<ByteSource> {
  const size = await sizeOf(path)
  return {
    size,
    async read(start, end) {
      try {
        return await readPiece(path, start, end)
      } catch (cause) {
        throw asIoError(`Cannot read ${path}`, cause)
      }
    },
  }
}

/** @returns fewer bytes where the file ends before. */
async function readPiece(path: string, start: number, end: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(end - start)
  const handle = await open(path)
  try {
    let filled = 0
    while (filled < bytes.length) {
      const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, start + filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return bytes.subarray(0, filled)
  } finally {
    await handle.close()
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch (cause) {
    throw asIoError(`Cannot read ${path}`, cause)
  }
}
