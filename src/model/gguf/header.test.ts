import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../core/errors.ts'
import { fuzzRuns } from '../../core/fuzz-runs.fixture.ts'
import { type GgufContent, type TypedValue, writeGguf } from './gguf-file.fixture.ts'
import { parseGgufHeader } from './header.ts'

const badModel = expect.objectContaining({ code: 'bad-model' })
const unsupported = expect.objectContaining({ code: 'unsupported' })
const parse = (bytes: Uint8Array) => parseGgufHeader(bytes, bytes.length)
const tensor = { shape: [2, 3], type: 'F32', data: new Uint8Array(24) } as const
const sound: GgufContent = {
  metadata: [
    ['general.architecture', { text: 'llama' }],
    ['list', { of: 'text', list: [{ text: 'a' }, { text: 'ü' }] }],
  ],
  tensors: [
    ['a', tensor],
    ['b', { ...tensor, shape: [6] }],
  ],
}
const withMetadata = (...metadata: [string, TypedValue][]) => writeGguf({ metadata, tensors: [] })

/** Where `needle` starts in the file, for changing a number behind it. */
function placeOf(file: Uint8Array, needle: string): number {
  const bytes = new TextEncoder().encode(needle)
  return file.findIndex((_, at) => bytes.every((byte, k) => file[at + k] === byte))
}

describe('parseGgufHeader', () => {
  it.each([2, 3])('reads version %i: shapes outermost first, places within the file', (version) => {
    const file = writeGguf({ ...sound, version })
    const header = parse(file)!
    expect(header.version).toBe(version)
    expect(header.metadata.get('list')).toEqual(['a', 'ü'])
    const [a, b] = [...header.tensors.values()]
    expect(a).toMatchObject({ name: 'a', shape: [2, 3], format: { name: 'F32' } })
    expect([a!.end - a!.begin, b!.begin - a!.begin, a!.begin % 32]).toEqual([24, 32, 0])
    expect(b!.end).toBeLessThanOrEqual(file.length)
  })

  it('reads metadata of every type', () => {
    const listOf = (value: TypedValue): TypedValue => ({ of: 'list', list: [value] })
    const deep = (value: TypedValue) => listOf(listOf(listOf(value)))
    const values: [TypedValue, unknown][] = [
      [{ u8: 200 }, 200],
      [{ i8: -100 }, -100],
      [{ u16: 60000 }, 60000],
      [{ i16: -30000 }, -30000],
      [{ u32: 4e9 }, 4e9],
      [{ i32: -2e9 }, -2e9],
      [{ f32: 0.5 }, 0.5],
      [{ f64: Math.PI }, Math.PI],
      [{ bool: 1 }, true],
      [{ text: '日本' }, '日本'],
      [{ u64: 2n ** 53n - 1n }, 2 ** 53 - 1],
      [{ u64: 2n ** 64n - 1n }, 2n ** 64n - 1n],
      [{ i64: -5n }, -5],
      [{ of: 'i32', list: [{ i32: -1 }, { i32: 7 }] }, Int32Array.of(-1, 7)],
      [{ of: 'bool', list: [{ bool: 1 }, { bool: 0 }] }, Uint8Array.of(1, 0)],
      [{ of: 'u64', list: [{ u64: 3n }] }, BigUint64Array.of(3n)],
      [{ of: 'list', list: [{ of: 'text', list: [{ text: 'x' }] }] }, [['x']]],
      [{ of: 'f32', list: [] }, new Float32Array()],
      [deep({ of: 'u8', list: [{ u8: 9 }] }), [[[Uint8Array.of(9)]]]],
    ]
    const metadata = values.map(([value], index) => [`key ${index}`, value] as [string, TypedValue])
    const header = parse(withMetadata(...metadata))!
    expect([...header.metadata.values()]).toEqual(values.map(([, expected]) => expected))
  })

  it('keeps to the alignment of the file', () => {
    const metadata: GgufContent['metadata'] = [['general.alignment', { u32: 256 }]]
    const header = parse(writeGguf({ ...sound, metadata, alignment: 256 }))!
    expect([...header.tensors.values()].map(({ begin }) => begin % 256)).toEqual([0, 0])
  })

  it('finds tensors that lie in another order than they are listed in', () => {
    const file = writeGguf(sound)
    const before = [...parse(file)!.tensors.values()]
    // The place of `a` stands before the name of `b` and its length; that of `b` at its end.
    file[placeOf(file, 'b') - 16] = 32
    file[placeOf(file, 'b') + 17] = 0
    const [a, b] = [...parse(file)!.tensors.values()]
    expect([a?.begin, a?.end]).toEqual([before[1]?.begin, before[1]?.end])
    expect([b?.begin, b?.end]).toEqual([before[0]?.begin, before[0]?.end])
  })

  it('reads tensors of up to four dimensions', () => {
    const shape = [1, 2, 1, 3]
    const header = parse(writeGguf({ metadata: [], tensors: [['deep', { ...tensor, shape }]] }))
    expect(header?.tensors.get('deep')?.shape).toEqual(shape)
  })

  it('asks for more of a file where the header goes on', () => {
    const file = writeGguf(sound)
    const whole = parse(file)!
    // The last tensor's name, one dimension, its type and its place.
    const headerBytes = placeOf(file, 'b') + 1 + 4 + 8 + 4 + 8
    for (let length = 0; length < headerBytes; length++) {
      expect(parseGgufHeader(file.subarray(0, length), file.length)).toBeNull()
    }
    expect(parseGgufHeader(file.subarray(0, headerBytes), file.length)).toEqual(whole)
  })
})

describe('a hostile file', () => {
  const patched = (needle: string, skip: number, ...bytes: number[]) => {
    const file = writeGguf(sound)
    file.set(bytes, placeOf(file, needle) + needle.length + skip)
    return file
  }
  const huge = [255, 255, 255, 255, 255, 255, 255, 127]
  /** 2²⁴ and 2⁵²: lengths that a number can hold. */
  const large = [0, 0, 0, 1, 0, 0, 0, 0]
  const most = [0, 0, 0, 0, 0, 0, 16, 0]
  const nested = (depth: number): TypedValue =>
    depth === 0 ? { of: 'u8', list: [] } : { of: 'list', list: [nested(depth - 1)] }

  it.each<[string, Uint8Array, RegExp, typeof badModel?]>([
    ['nothing', new Uint8Array(), /does not start/],
    ['another format', new TextEncoder().encode('PK..............................'), /does not start/],
    ['version 1', writeGguf({ ...sound, version: 1 }), /GGUF version 1, only 2 and 3/, unsupported],
    ['big-endian', writeGguf({ ...sound, version: 3 << 24 }), /big-endian/, unsupported],
    ['more tensors than bytes', patched('GGUF', 4, ...huge), /a length beyond 2⁵³/],
    ['more metadata than bytes', patched('GGUF', 12, ...huge), /a length beyond 2⁵³/],
    ['a list longer than the file', patched('list', 8, ...large), /ends within an array/],
    ['a text longer than the file', patched('general.architecture', 4, ...huge), /a length beyond 2⁵³/],
    ['more tensors than the file has room for', patched('GGUF', 4, ...large), /within its tensor list/],
    ['more metadata than the file has room for', patched('GGUF', 12, ...large), /within its metadata/],
    [
      'a text that goes on beyond the file',
      patched('general.architecture', 4, ...large),
      /within its header/,
    ],
    ['a truth value of 3 in a list', withMetadata(['t', { of: 'bool', list: [{ bool: 3 }] }]), /value of 3/],
    ['a text that is not UTF-8', patched('general.architecture', 12, 0xff), /not UTF-8/],
    ['a value of no type', patched('general.architecture', 0, 13), /unknown type 13/],
    ['a truth value of 2', withMetadata(['t', { bool: 2 }]), /truth value of 2/],
    ['a key twice', withMetadata(['k', { u8: 1 }], ['k', { u8: 1 }]), /metadata has "k" twice/],
    ['lists in lists without end', withMetadata(['k', nested(9)]), /arrays more than 4 deep/],
    ['an alignment of 0', withMetadata(['general.alignment', { u32: 0 }]), /no power of two/],
    ['an alignment of 24', withMetadata(['general.alignment', { u32: 24 }]), /no power of two/],
    [
      'a tensor twice',
      writeGguf({
        metadata: [],
        tensors: [
          ['a', tensor],
          ['a', tensor],
        ],
      }),
      /lists "a" twice/,
    ],
    ['a tensor without dimensions', patched('b', 0, 0), /"b" has 0 dimensions/],
    ['a tensor of five dimensions', patched('b', 0, 5), /"b" has 5 dimensions/],
    ['a tensor of no numbers', patched('b', 4, 0), /"b" of shape \[0\]/],
    ['a tensor beyond 2⁵³ bytes', patched('b', 4, ...most), /"b" of shape .* cannot be stored/],
    ['a type that is not read', patched('b', 12, 16), /"b"/, unsupported],
    ['half a block', patched('b', 12, 2), /cannot be stored as Q4_0/],
    ['a tensor that is not aligned', patched('b', 16, 33), /not aligned to 32/],
    ['tensors that overlap', patched('b', 16, 0), /"b" overlap/],
    ['a tensor beyond the file', patched('b', 16, 64), /ends within "b"/],
  ])('is refused: %s', (_, file, said, error = badModel) => {
    expect(() => parse(file)).toThrow(error)
    expect(() => parse(file)).toThrow(said)
  })

  it('throws nothing but typed errors, for random bytes and for damaged files', () => {
    const attempt = (bytes: Uint8Array) => {
      try {
        parse(bytes)
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(AppError)
        expect(['bad-model', 'unsupported']).toContain((thrown as AppError).code)
      }
    }
    const file = writeGguf(sound)
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), attempt))
    const damage = fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(damage, fc.nat(file.length), (changes, cut) => {
        const damaged = file.slice()
        for (const [place, value] of changes) damaged[place] = value
        attempt(damaged)
        attempt(damaged.subarray(0, cut))
      }),
      fuzzRuns(1000),
    )
  })
})
