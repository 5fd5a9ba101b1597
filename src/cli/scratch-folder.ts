import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Supervisor, supervisorHere } from './interrupt.ts'

export interface ScratchFolder {
  readonly path: string
  remove(): void
}

/**
 * An empty folder among the system's temporary files. The supervisor hears of it, and removes what a command that was
 * ended leaves behind.
 */
export function makeScratchFolder(
  name: string,
  { tell }: Pick<Supervisor, 'tell'> = supervisorHere(),
): ScratchFolder {
  const path = mkdtempSync(join(tmpdir(), `t2-${name}-`))
  const remove = () => rmSync(path, { recursive: true, force: true })
  tell({ scratch: path })
  // Where the supervisor is gone, so is the process, but not before this.
  process.once('exit', remove)
  return {
    path,
    remove() {
      process.off('exit', remove)
      remove()
    },
  }
}
