/** A kernel's `Shape`, by field name. */
export type ShapeValues = Readonly<Record<string, number>>

const STRUCT = /struct Shape \{([^}]*)\}/
const FIELD = /^\s*(\w+): (u32|f32),$/gm

/**
 * Lays the values out as the kernel's own `struct Shape` declares them: the WGSL is the only place that says
 * the order. All fields are four bytes, so there is no padding but at the end.
 */
export function encodeShape(source: string, values: ShapeValues): ArrayBuffer {
  const fields = [...(STRUCT.exec(source)?.[1] ?? '').matchAll(FIELD)]
  const bytes = new ArrayBuffer(16 * Math.ceil(fields.length / 4))
  const view = new DataView(bytes)
  for (const [index, [, name = '', type]] of fields.entries()) {
    const value = values[name] ?? 0
    if (type === 'f32') view.setFloat32(4 * index, value, true)
    else view.setUint32(4 * index, value, true)
  }
  return bytes
}
