import { expect, it } from 'vitest'
import { int, unsigned } from './instructions.ts'

/** What the bytes of a LEB128 number say, read as the specification defines it. */
function read(bytes: readonly number[], isSigned: boolean): number {
  let value = 0n
  bytes.forEach((byte, place) => {
    expect(byte > 127).toBe(place < bytes.length - 1)
    value |= BigInt(byte & 127) << BigInt(7 * place)
  })
  return Number(isSigned ? BigInt.asIntN(7 * bytes.length, value) : value)
}

it('numbers come back from their bytes, and take no more of them than they need', () => {
  const edges = [0, 1, 63, 64, 65, 127, 128, 129, 8191, 8192, 16383, 16384, 2 ** 31 - 1]
  for (const value of edges) {
    expect(read(unsigned(value), false)).toBe(value)
    expect(unsigned(value)).toHaveLength(Math.max(1, Math.ceil(Math.log2(value + 1) / 7)))
  }
  for (const value of [...edges, ...edges.map((edge) => -edge), -(2 ** 31)]) {
    const [opcode, ...bytes] = int(value)
    expect(opcode).toBe(0x41)
    expect(read(bytes, true) + 0).toBe(value + 0)
    expect(bytes).toHaveLength(Math.ceil((Math.log2(value < 0 ? -value : value + 1) + 1) / 7))
  }
})
