import { describe, expect, it } from 'vitest'
import { KERNELS, type KernelName, kernelSource } from './kernels.ts'
import { encodeShape } from './shape.ts'

const NAMES = Object.keys(KERNELS) as KernelName[]

/** Bindings as the WGSL declares them, in order. */
function declared(source: string): string {
  const letters: string[] = []
  for (const [, binding, space] of source.matchAll(/@binding\((\d+)\) var<([^>]+)>/g)) {
    letters[Number(binding)] = space === 'uniform' ? 'u' : space === 'storage, read' ? 'r' : 'w'
  }
  return letters.join('')
}

describe('kernels', () => {
  it.each(NAMES)('%s declares the bindings that its layout has, within what every device allows', (name) => {
    const source = kernelSource(name, { weights: 'F16', blockRows: 4, columns: 'together' })
    expect(declared(source)).toBe(KERNELS[name].bindings)
    expect(declared(source).replaceAll('u', '').length).toBeLessThanOrEqual(8)
    expect(source.match(/@compute/g)).toHaveLength(1)
  })

  it.each(NAMES)('%s lays out every field of its Shape', (name) => {
    const { source } = KERNELS[name]
    const fields = /struct Shape \{([^}]*)\}/.exec(source)![1]!.match(/^\s*\w+: \w+/gm)!
    const values = Object.fromEntries(fields.map((field, i) => [field.trim().split(':')[0]!, i + 1]))
    const bytes = encodeShape(source, values)
    for (const [i, field] of fields.entries()) {
      const Type = field.endsWith('f32') ? Float32Array : Uint32Array
      expect(new Type(bytes)[i]).toBe(i + 1)
    }
  })
})
