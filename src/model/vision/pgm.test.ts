import { describe, expect, it } from 'vitest'
import { readPgm, writePgm } from './pgm.ts'
import { blankPicture, checkPicture, PICTURE } from './picture.ts'

const ascii = (text: string) => new TextEncoder().encode(text)
const picture = blankPicture().map((_, at) => (at % 256) / 255)

describe('grey maps', () => {
  it('come back as they were written, to within one grey', () => {
    const read = readPgm(writePgm(picture))
    read.forEach((ink, at) => {
      expect(Math.abs(ink - picture[at]!)).toBeLessThan(1 / 255)
    })
    checkPicture(read)
  })

  it('may be plain text with comments, and any size: black is ink', () => {
    const small = readPgm(ascii('P2\n# two pixels\n2 1\n# greys\n100\n0 100\n'))
    expect(small[0]).toBe(1)
    expect(small[PICTURE.width - 1]).toBe(0)
    const twice = new Uint8Array(4 * picture.length).map((_, at) => (at % 2 === 0 ? 255 : 0))
    const header = ascii(`P5 ${2 * PICTURE.width} ${2 * PICTURE.height} 255\n`)
    const large = readPgm(Uint8Array.from([...header, ...twice]))
    expect(large.every((ink) => ink === 0.5)).toBe(true)
  })

  it.each([
    ['a PNG', Uint8Array.from([137, 80, 78, 71, 13, 10, 26, 10]), /no grey map/],
    ['a colour map', ascii('P3 1 1 255\n1 2 3\n'), /no grey map/],
    ['nothing', new Uint8Array(), /no grey map/],
    ['a map without pixels', ascii('P5 0 4 255\n'), /0 × 4 pixels/],
    ['a map larger than it has bytes', ascii('P5 8000 8000 255\nabc'), /ends after 3 of 64000000/],
    ['a map too large to mean anything', ascii('P5 99999 99999 255\n'), /99999 × 99999 pixels/],
    ['16 bits', ascii('P5 1 1 65535\nab'), /greys up to 65535/],
  ])('%s is refused with bad-input', (_, bytes, said) => {
    expect(() => readPgm(bytes)).toThrowError(said)
    expect(() => readPgm(bytes)).toThrowError(expect.objectContaining({ code: 'bad-input' }))
  })
})
