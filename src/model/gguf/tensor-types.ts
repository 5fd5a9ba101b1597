import { unsupportedGguf } from './errors.ts'

/** How a GGUF stores numbers: `blockElements` of them in `blockBytes` bytes. */
export interface TensorFormat {
  readonly name: GgufType
  readonly blockElements: number
  readonly blockBytes: number
}

/** What `dequantize` reads. */
export const GGUF_TYPES = [
  'F32',
  'F16',
  'BF16',
  'Q8_0',
  'Q4_0',
  'Q4_1',
  'Q5_0',
  'Q5_1',
  'Q2_K',
  'Q3_K',
  'Q4_K',
  'Q5_K',
  'Q6_K',
  'IQ4_NL',
  'IQ4_XS',
] as const
export type GgufType = (typeof GGUF_TYPES)[number]

/** By ggml's number (ggml.h, `enum ggml_type`). */
const FORMATS: Readonly<Record<number, TensorFormat>> = {
  0: { name: 'F32', blockElements: 1, blockBytes: 4 },
  1: { name: 'F16', blockElements: 1, blockBytes: 2 },
  2: { name: 'Q4_0', blockElements: 32, blockBytes: 18 },
  3: { name: 'Q4_1', blockElements: 32, blockBytes: 20 },
  6: { name: 'Q5_0', blockElements: 32, blockBytes: 22 },
  7: { name: 'Q5_1', blockElements: 32, blockBytes: 24 },
  8: { name: 'Q8_0', blockElements: 32, blockBytes: 34 },
  10: { name: 'Q2_K', blockElements: 256, blockBytes: 84 },
  11: { name: 'Q3_K', blockElements: 256, blockBytes: 110 },
  12: { name: 'Q4_K', blockElements: 256, blockBytes: 144 },
  13: { name: 'Q5_K', blockElements: 256, blockBytes: 176 },
  14: { name: 'Q6_K', blockElements: 256, blockBytes: 210 },
  20: { name: 'IQ4_NL', blockElements: 32, blockBytes: 18 },
  23: { name: 'IQ4_XS', blockElements: 256, blockBytes: 136 },
  30: { name: 'BF16', blockElements: 1, blockBytes: 2 },
}

/** Names of the others, for a message that a person can search for. */
const UNREAD: Readonly<Record<number, string>> = {
  9: 'Q8_1',
  15: 'Q8_K',
  16: 'IQ2_XXS',
  17: 'IQ2_XS',
  18: 'IQ3_XXS',
  19: 'IQ1_S',
  21: 'IQ3_S',
  22: 'IQ2_S',
  24: 'I8',
  25: 'I16',
  26: 'I32',
  27: 'I64',
  28: 'F64',
  29: 'IQ1_M',
  34: 'TQ1_0',
  35: 'TQ2_0',
  39: 'MXFP4',
}

/** @throws AppError `unsupported`, naming the type, the tensor and what is supported. */
export function tensorFormat(id: number, tensor: string): TensorFormat {
  const format = FORMATS[id]
  if (format !== undefined) return format
  const name = UNREAD[id] ?? `type ${id}`
  throw unsupportedGguf(
    `numbers stored as ${name}, as in ${tensor}`,
    `Choose a file whose tensors are among ${GGUF_TYPES.join(', ')}, for example one named Q8_0 or Q4_K_M.`,
  )
}

/** ggml's number of a format. */
export function formatId(type: GgufType): number {
  return Number(Object.entries(FORMATS).find(([, format]) => format.name === type)?.[0])
}
