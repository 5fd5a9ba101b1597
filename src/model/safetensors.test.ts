import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../core/errors.ts'
import { fuzzRuns } from '../core/fuzz-runs.fixture.ts'
import { type RawTensor, readSafetensors, type TensorType, writeSafetensors } from './safetensors.ts'

const badModel = expect.objectContaining({ code: 'bad-model' })
const bytesPer: Partial<Record<TensorType, number>> = { F32: 4, F16: 2, BF16: 2, I64: 8, U8: 1, BOOL: 1 }

const tensor = fc
  .record({
    dtype: fc.constantFrom(...(Object.keys(bytesPer) as TensorType[])),
    shape: fc.array(fc.nat(4), { maxLength: 3 }),
    fill: fc.nat(255),
  })
  .map(({ dtype, shape, fill }): RawTensor => {
    const length = shape.reduce((product, size) => product * size, bytesPer[dtype]!)
    return { dtype, shape, data: new Uint8Array(length).map((_, i) => (i * 31 + fill) & 255) }
  })
const name = fc.string().filter((text) => text !== '__proto__' && text !== '__metadata__')
const tensors = fc.array(fc.tuple(name, tensor), { maxLength: 5 }).map((list) => new Map(list))
const metadata = fc.array(fc.tuple(name, fc.string()), { maxLength: 3 }).map((list) => new Map(list))

/** A file with exactly this header. */
function fileWith(header: string, data = new Uint8Array()): Uint8Array {
  const text = new TextEncoder().encode(header)
  const file = new Uint8Array(8 + text.length + data.length)
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true)
  file.set(text, 8)
  file.set(data, 8 + text.length)
  return file
}

describe('safetensors', () => {
  it('reads what it writes', () => {
    fc.assert(
      fc.property(tensors, metadata, (before, notes) => {
        const after = readSafetensors(writeSafetensors(before, notes))
        expect(new Map([...after.tensors].map(([key, t]) => [key, { ...t, data: t.data.slice() }]))).toEqual(
          before,
        )
        expect(after.metadata).toEqual(notes)
      }),
    )
  })

  it('writes the layout of the format', () => {
    const data = new Uint8Array(Float32Array.of(1, 2).buffer)
    const file = writeSafetensors(
      new Map([['w', { dtype: 'F32', shape: [1, 2], data }]]),
      new Map([['k', 'v']]),
    )
    const length = Number(new DataView(file.buffer).getBigUint64(0, true))
    expect((8 + length) % 8).toBe(0)
    expect(JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length)))).toEqual({
      __metadata__: { k: 'v' },
      w: { dtype: 'F32', shape: [1, 2], data_offsets: [0, 8] },
    })
    expect(file.subarray(8 + length)).toEqual(data)
  })

  it('writes equal content as equal bytes, and every tensor aligned', () => {
    const half: RawTensor = { dtype: 'F16', shape: [3], data: new Uint8Array(6) }
    const float: RawTensor = { dtype: 'F32', shape: [2], data: new Uint8Array(8) }
    const one = writeSafetensors(
      new Map([
        ['b', half],
        ['a', float],
      ]),
      new Map(),
    )
    const other = writeSafetensors(
      new Map([
        ['a', float],
        ['b', half],
      ]),
      new Map(),
    )
    expect(one).toEqual(other)
    expect(readSafetensors(one).tensors.get('a')!.data.byteOffset % 4).toBe(0)
  })

  it('reads out of the middle of a larger buffer', () => {
    const file = writeSafetensors(
      new Map([['w', { dtype: 'U8', shape: [2], data: Uint8Array.of(7, 9) }]]),
      new Map(),
    )
    const larger = new Uint8Array(file.length + 3)
    larger.set(file, 3)
    expect([...readSafetensors(larger.subarray(3)).tensors.get('w')!.data]).toEqual([7, 9])
  })

  it('does not write a tensor whose data does not fill its shape', () => {
    const short: RawTensor = { dtype: 'F32', shape: [2], data: new Uint8Array(4) }
    expect(() => writeSafetensors(new Map([['w', short]]), new Map())).toThrow(
      expect.objectContaining({ code: 'bad-input' }),
    )
  })
})

describe('a hostile file', () => {
  const eight = new Uint8Array(8)
  const entry = (text: string) => `{"w":${text}}`
  const headers: [string, string, RegExp][] = [
    ['not an object', '[]', /not an object/],
    ['null', 'null', /not an object/],
    [
      'duplicate names',
      '{"w":{"dtype":"U8","shape":[8],"data_offsets":[0,8]},"w":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}',
      /has the key "w" where/,
    ],
    ['a prototype', '{"__proto__":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}', /the key "__proto__"/],
    [
      'an unknown type',
      entry('{"dtype":"F8","shape":[8],"data_offsets":[0,8]}'),
      /"w" is of an unknown type/,
    ],
    [
      'an inherited type',
      entry('{"dtype":"constructor","shape":[8],"data_offsets":[0,8]}'),
      /"w" is of an unknown type/,
    ],
    ['a negative size', entry('{"dtype":"U8","shape":[-8],"data_offsets":[0,8]}'), /no list of sizes/],
    ['a fraction', entry('{"dtype":"U8","shape":[0.5,16],"data_offsets":[0,8]}'), /no list of sizes/],
    ['a size as text', entry('{"dtype":"U8","shape":["8"],"data_offsets":[0,8]}'), /no list of sizes/],
    ['no shape', entry('{"dtype":"U8","data_offsets":[0,8]}'), /no list of sizes/],
    ['no offsets', entry('{"dtype":"U8","shape":[8]}'), /"w" has no place/],
    ['three offsets', entry('{"dtype":"U8","shape":[8],"data_offsets":[0,8,8]}'), /"w" has no place/],
    [
      'a shape that is too small',
      entry('{"dtype":"F32","shape":[1],"data_offsets":[0,8]}'),
      /does not fit its shape/,
    ],
    [
      'a product beyond 2^53',
      entry('{"dtype":"U8","shape":[9007199254740991,9007199254740991],"data_offsets":[0,8]}'),
      /does not fit its shape/,
    ],
    ['an end beyond the file', entry('{"dtype":"U8","shape":[16],"data_offsets":[0,16]}'), /ends within "w"/],
    [
      'an end before the begin',
      entry('{"dtype":"U8","shape":[8],"data_offsets":[8,0]}'),
      /does not fit its shape/,
    ],
    [
      'unused bytes at the end',
      entry('{"dtype":"U8","shape":[4],"data_offsets":[0,4]}'),
      /4 bytes belong to no tensor/,
    ],
    ['unused bytes at the start', entry('{"dtype":"U8","shape":[4],"data_offsets":[4,8]}'), /leave a hole/],
    ['no tensor for the data', '{}', /8 bytes belong to no tensor/],
    [
      'an overlap',
      '{"a":{"dtype":"U8","shape":[6],"data_offsets":[0,6]},"b":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}',
      /"b" overlap/,
    ],
    [
      'a hole',
      '{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}',
      /"b" overlap others or leave a hole/,
    ],
    [
      'metadata that is no text',
      '{"__metadata__":{"a":1},"w":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}',
      /metadata "a" is not text/,
    ],
    [
      'metadata that is no object',
      '{"__metadata__":"a","w":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}',
      /metadata is not an object/,
    ],
    ['a description that is no object', entry('7'), /"w" is not described/],
  ]
  it.each(headers)('is refused: %s', (_reason, header, said) => {
    const reading = () => readSafetensors(fileWith(header, eight))
    expect(reading).toThrow(badModel)
    expect(reading).toThrow(said)
  })

  it('may contain a tensor of no numbers', () => {
    const header =
      '{"e":{"dtype":"F32","shape":[0,9007199254740991],"data_offsets":[8,8]},"w":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}'
    expect(readSafetensors(fileWith(header, eight)).tensors.get('e')!.data).toHaveLength(0)
  })

  it('is refused where its header does not fit', () => {
    const refused: [bigint, RegExp][] = [
      [0n, /not valid JSON/],
      [1n, /not valid JSON/],
      [9n, /ends within its header/],
      [25_000_001n, /longer than 25 MB/],
      [2n ** 53n, /longer than 25 MB/],
      [2n ** 64n - 1n, /longer than 25 MB/],
    ]
    for (const [length, said] of refused) {
      const file = new Uint8Array(16)
      new DataView(file.buffer).setBigUint64(0, length, true)
      expect(() => readSafetensors(file)).toThrow(badModel)
      expect(() => readSafetensors(file)).toThrow(said)
    }
    // Cut off within the padding: what is left of the header is valid JSON.
    const padded = fileWith('{}      ')
    expect(readSafetensors(padded).tensors.size).toBe(0)
    expect(() => readSafetensors(padded.subarray(0, 12))).toThrow(badModel)
    for (let length = 0; length < 8; length++)
      expect(() => readSafetensors(new Uint8Array(length))).toThrow(badModel)
  })

  it('throws nothing but bad-model, for random bytes and for damaged files', () => {
    const attempt = (bytes: Uint8Array) => {
      try {
        readSafetensors(bytes)
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(AppError)
        expect(thrown).toEqual(badModel)
      }
    }
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), attempt))
    fc.assert(fc.property(fc.string(), (header) => attempt(fileWith(header))))
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(tensors, metadata, damage, fc.nat(), (content, notes, changes, cut) => {
        const file = writeSafetensors(content, notes)
        for (const [place, value] of changes) file[place % file.length] = value
        attempt(file)
        attempt(file.subarray(0, cut % file.length))
      }),
      fuzzRuns(500),
    )
  })
})
