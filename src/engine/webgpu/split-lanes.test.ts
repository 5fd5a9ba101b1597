import { expect, it } from 'vitest'
import { AppError } from '../../core/errors.ts'
import { inParts } from './split-lanes.ts'

/** A device with room for so many lanes. */
const device = (room: number, code: 'limit' | 'bad-input' = 'limit') => {
  const parts: number[][] = []
  const run = async (part: readonly number[], first: number) => {
    if (part.length > room) throw new AppError(code, `No room for ${part.length}.`)
    parts.push([first, part.length])
    return part.map((lane) => 10 * lane)
  }
  return { run, parts }
}

it('gives every lane its result in its place, whatever has room together', async () => {
  const lanes = [0, 1, 2, 3, 4, 5, 6]
  for (const room of [7, 3, 1]) {
    const { run, parts } = device(room)
    expect(await inParts(lanes, run)).toEqual([0, 10, 20, 30, 40, 50, 60])
    expect(parts.map(([first]) => first)).toEqual([...parts].map(([first]) => first).sort((a, b) => a! - b!))
    expect(parts.reduce((sum, [, length]) => sum + length!, 0)).toBe(7)
  }
})

it('refuses what has no room alone, and splits for no other error', async () => {
  await expect(inParts([1, 2], device(0).run)).rejects.toMatchObject({ message: 'No room for 1.' })
  await expect(inParts([1, 2], device(1, 'bad-input').run)).rejects.toMatchObject({ code: 'bad-input' })
})
