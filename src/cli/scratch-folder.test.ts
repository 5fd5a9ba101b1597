import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Told } from './interrupt.ts'
import { makeScratchFolder } from './scratch-folder.ts'

it('a scratch folder is told to the supervisor, goes with all that is in it, and leaves nothing to do at the end', () => {
  const told: Told[] = []
  const waiting = process.listenerCount('exit')
  const folder = makeScratchFolder('test', { tell: (what) => told.push(what) })
  expect(told).toEqual([{ scratch: folder.path }])
  writeFileSync(join(folder.path, 'weights'), 'many')
  expect(process.listenerCount('exit')).toBe(waiting + 1)
  folder.remove()
  expect(existsSync(folder.path)).toBe(false)
  expect(process.listenerCount('exit')).toBe(waiting)
})
