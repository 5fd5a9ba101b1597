import { type ByteSource, readExactly } from '../byte-source.ts'
import { refuseLfsPointer } from '../lfs-pointer.ts'
import { type ListedTensor, type OpenCheckpoint, openListed } from '../open-checkpoint.ts'
import { parseLlamaConfig } from '../parse-config.ts'
import { architectureOf, configFromGguf, refuseParts } from './config.ts'
import { dequantize } from './dequantize.ts'
import { brokenGguf } from './errors.ts'
import { textField } from './fields.ts'
import { type GgufHeader, type GgufTensor, parseGgufHeader } from './header.ts'
import { unpermuteRows } from './rope-rows.ts'
import { EMBEDDING, huggingFaceName, OUTPUT, ROPE_FACTORS } from './tensor-names.ts'
import { tokenizerFromGguf } from './tokenizer.ts'

/** Headers of real models take 1 to 10 MB, nearly all of it the vocabulary. */
const FIRST_READ_BYTES = 2 ** 21
const MAX_HEADER_BYTES = 2 ** 28
const MAX_FACTOR_BYTES = 2 ** 16

/**
 * Opens a GGUF file as the Hugging Face checkpoint that it was made from: names, rows of q and k, config and
 * tokenizer. Only its header is read.
 *
 * @throws AppError `bad-model`, `unsupported` as `openListed`, `io`.
 */
export async function openGguf(source: ByteSource): Promise<OpenCheckpoint> {
  const header = await readGgufHeader(source)
  const { metadata, tensors } = header
  const floats = async (tensor: GgufTensor): Promise<Float32Array> =>
    dequantize(await readExactly(source, tensor.begin, tensor.end), tensor.format, tensor.name)
  refuseParts(metadata)
  const architecture = architectureOf(metadata)
  const embedding = tensors.get(EMBEDDING)
  if (embedding === undefined) throw brokenGguf(`it has no tensor ${EMBEDDING}`)
  const factors = tensors.get(ROPE_FACTORS)
  if (factors && factors.end - factors.begin > MAX_FACTOR_BYTES)
    throw brokenGguf('it has too many RoPE factors')
  const configJson = configFromGguf(metadata, {
    vocabSize: embedding.shape[0] ?? 0,
    hasOutput: tensors.has(OUTPUT),
    ropeFactors: factors && (await floats(factors)),
  })
  const { head_dim: headDim } = parseLlamaConfig(configJson)
  const listed = new Map<string, ListedTensor>()
  for (const tensor of inFileOrder(header)) {
    if (tensor.name === ROPE_FACTORS) continue
    const { name, kind } = huggingFaceName(tensor.name)
    if (listed.has(name)) throw brokenGguf(`it has ${name} under two names`)
    const isPermuted = architecture === 'llama' && (kind === 'q' || kind === 'k')
    const [, width = 1] = tensor.shape
    const read = isPermuted
      ? async () => unpermuteRows(await floats(tensor), headDim, width)
      : () => floats(tensor)
    listed.set(name, { shape: tensor.shape, floats: read })
  }
  const licence = textField(metadata, 'general.license')
  const checkpoint = openListed(configJson, listed, tokenizerFromGguf(metadata))
  return licence === undefined ? checkpoint : { ...checkpoint, licence }
}

/** Reads as much of the file as its header turns out to need. */
async function readGgufHeader(source: ByteSource): Promise<GgufHeader> {
  for (let size = FIRST_READ_BYTES; ; size *= 2) {
    const end = Math.min(size, source.size)
    const bytes = await readExactly(source, 0, end)
    refuseLfsPointer(bytes)
    const header = parseGgufHeader(bytes, source.size)
    if (header !== null) return header
    if (size >= MAX_HEADER_BYTES) throw brokenGguf('its header is longer than 256 MiB')
  }
}

function inFileOrder({ tensors }: GgufHeader): GgufTensor[] {
  return [...tensors.values()].sort((a, b) => a.begin - b.begin)
}
