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
export const damagedJson: fc.Arbitrary<Damage> = fc
  .tuple(fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), fc.nat(HOSTILE.length))
  .map(([path, choice]): Damage => {
    return (bytes) => {
      const root = decode(bytes)
      replaceAt(root, path, HOSTILE[choice])
      return encode(root)
    }
  })

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
