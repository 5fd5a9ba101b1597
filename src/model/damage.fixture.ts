import fc from 'fast-check'
import type { JsonValue } from './strict-json.ts'

export const encode = (json: unknown) => new TextEncoder().encode(JSON.stringify(json))
export const decode = (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes)) as JsonValue

const HOSTILE: readonly JsonValue[] = [
  ...[null, true, 0, -1, 0.5, 2 ** 31, 2 ** 53, 1e308, '', 'constructor', '../x', '\ud800'],
  ...[[], {}, [[]], [null], { type: 'Sequence' }, { Regex: '(' }, { String: '' }],
]

export type Damage = (bytes: Uint8Array) => Uint8Array

/** Other bytes near the start, where lengths and names are, an 8-byte length that lies, or an early end. */
export const damagedBytes = (head: number): fc.Arbitrary<Damage> =>
  fc.oneof(
    fc
      .array(fc.tuple(fc.nat(head), fc.oneof(fc.nat(255), fc.constantFrom(0, 127, 128, 255))), {
        minLength: 1,
        maxLength: 4,
      })
      .map((changes): Damage => {
        return (bytes) => {
          const damaged = bytes.slice()
          for (const [at, value] of changes) damaged[at % bytes.length] = value
          return damaged
        }
      }),
    fc
      .tuple(fc.nat(head), fc.constantFrom(2n ** 20n, 2n ** 32n, 2n ** 40n, 2n ** 53n - 1n, 2n ** 64n - 1n))
      .map(([at, length]): Damage => {
        return (bytes) => {
          const damaged = bytes.slice()
          new DataView(damaged.buffer).setBigUint64(at % (bytes.length - 8), length, true)
          return damaged
        }
      }),
    fc.nat().map(
      (end): Damage =>
        (bytes) =>
          bytes.subarray(0, end % bytes.length),
    ),
  )

/** A value somewhere in a JSON file left out, or another in its place. */
const otherValue: fc.Arbitrary<Damage> = fc
  .tuple(fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), fc.nat(HOSTILE.length))
  .map(([path, choice]): Damage => {
    return (bytes) => {
      const root = decode(bytes)
      replaceAt(root, path, HOSTILE[choice])
      return encode(root)
    }
  })

const DEEP = 20_000
/** What no writer of JSON writes, some of it no JSON at all. */
const ODD_TEXT: readonly string[] = [
  ...[
    'NaN',
    'Infinity',
    '-Infinity',
    '1e999',
    '-1e999',
    '-0',
    '1e-400',
    '00',
    '9007199254740993',
    '{"__proto__":{}}',
  ],
  ...['[{}]', '{"__proto__":1,"constructor":1}', '"\\u0000"', '"\\ud800"', '{"a":1,"a":2}'],
  ...['['.repeat(DEEP) + ']'.repeat(DEEP), `${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`],
]
/** Keys, numbers and strings, as far as they can be told apart without a grammar. */
const PIECE = /"(?:[^"\\]|\\.)*"\s*:|"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|[[\]{}]/g

/** Odd text in place of a piece of a JSON file, or before it; a part of the file spliced in elsewhere; a member that is there twice. */
const otherText: fc.Arbitrary<Damage> = fc
  .record({
    how: fc.constantFrom('instead', 'instead', 'member', 'splice', 'twice'),
    odd: fc.constantFrom(...ODD_TEXT),
    at: fc.nat(),
    from: fc.nat(),
    length: fc.nat(200),
  })
  .map(({ how, odd, at, from, length }): Damage => {
    return (bytes) => {
      const text = new TextDecoder().decode(bytes)
      const pieces = [...text.matchAll(PIECE)]
      const wanted = how === 'member' ? pieces.filter(([piece]) => piece === '{') : pieces
      const piece = wanted[at % Math.max(1, wanted.length)]
      if (!piece) return bytes
      const { index } = piece
      const end = index + piece[0].length
      const start = from % text.length
      const part = text.slice(start, start + length)
      const changed = {
        instead: `${text.slice(0, index)}${odd}${text.slice(end)}`,
        member: `${text.slice(0, end)}"__proto__":${odd},${text.slice(end)}`,
        splice: `${text.slice(0, index)}${part}${text.slice(index)}`,
        twice: `${text.slice(0, index)}${piece[0]}${piece[0].endsWith(':') ? `${odd},` : ','}${text.slice(index)}`,
      }[how]
      return new TextEncoder().encode(changed)
    }
  })

/** Damage to the values of a JSON file, or to its text. */
export const damagedJson: fc.Arbitrary<Damage> = fc.oneof(
  { weight: 3, arbitrary: otherValue },
  { weight: 1, arbitrary: otherText },
)

/** The value at a path of key numbers, each modulo the keys there are; undefined leaves it out. */
export function replaceAt(root: JsonValue, path: readonly number[], value: JsonValue | undefined): void {
  let parent = root as Record<string, JsonValue>
  for (const [index, step] of path.entries()) {
    const keys = Object.keys(parent)
    const key = keys[step % Math.max(1, keys.length)]
    if (key === undefined) return
    const inner = parent[key]
    if (index < path.length - 1 && typeof inner === 'object' && inner !== null) {
      parent = inner as Record<string, JsonValue>
      continue
    }
    if (value === undefined) delete parent[key]
    else parent[key] = value
    return
  }
}
