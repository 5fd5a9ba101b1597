import { describe, expect, it } from 'vitest'
import { parseVisionIndex, visionIndex } from './vision-index.ts'

const files = new Map([
  ['vision.safetensors', new Uint8Array([1, 2])],
  ['encoder.safetensors', new Uint8Array([3])],
  ['notes.txt', new Uint8Array()],
])
const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))

describe('the index of the vision part', () => {
  it('names the encoder and the experts beside it, and reads what it has written', () => {
    const index = visionIndex(files)
    expect(index).toMatchObject({ encoder: { bytes: 1 }, experts: [{ name: 'vision', bytes: 2 }] })
    expect(parseVisionIndex(bytesOf(index))).toEqual(index)
  })

  it('is null for a folder without an encoder', () => {
    expect(visionIndex(new Map([['vision.safetensors', new Uint8Array()]]))).toBeNull()
  })

  it.each([
    ['no JSON', new TextEncoder().encode('<html>')],
    ['no encoder', bytesOf({ experts: [] })],
    [
      'a name that is a path',
      bytesOf({ ...visionIndex(files), experts: [{ ...visionIndex(files)?.experts[0], name: '../x' }] }),
    ],
    ['a negative size', bytesOf({ encoder: { bytes: -1, sha256: 'a'.repeat(64) }, experts: [] })],
  ])('with %s is refused', (_, bytes) => {
    expect(() => parseVisionIndex(bytes)).toThrowError(expect.objectContaining({ code: 'bad-model' }))
  })
})
