/** `struct Call` of call.wgsl, field by field. */
export interface CallFields {
  readonly rows: number
  readonly headRows: number
  readonly slotTokens: number
  readonly valueBase: number
  readonly topK: number
  readonly temperature: number
  readonly recordStride: number
}

export const CALL_BYTES = 32

/** The bytes of the uniform, `[CALL_BYTES]`. */
export function encodeCall(fields: CallFields): ArrayBuffer {
  const bytes = new ArrayBuffer(CALL_BYTES)
  const words = new Uint32Array(bytes)
  const { rows, headRows, slotTokens, valueBase, topK, temperature, recordStride } = fields
  words.set([rows, headRows, slotTokens, valueBase, topK, 0, recordStride])
  new Float32Array(bytes)[5] = temperature
  return bytes
}
