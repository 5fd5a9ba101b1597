import { AppError } from '../core/errors.ts'
import { adapterFloats, openAdapterFile } from './adapter-tensors.ts'
import type { FactoredModel } from './factored-model.ts'
import { allLinears, type LoraAdapter, type LoraPart } from './lora-adapter.ts'
import { rawFloats } from './raw-tensor.ts'
import { writeSafetensors } from './safetensors.ts'

/** The names under which PEFT keeps the matrices, so that its users recognise the file. */
const PREFIX = 'base_model.model.'
const tensorName = (module: string, part: 'A' | 'B') =>
  `${PREFIX}${module.replace(/\.weight$/, '')}.lora_${part}.weight`

/** One safetensors file, float32, with `rank` and `alpha` in its metadata. */
export function writeLora({ rank, alpha, parts, provenance }: LoraAdapter): Uint8Array {
  const tensors = parts.flatMap(({ module, a, b }) => [
    [tensorName(module.name, 'A'), rawFloats(a, [rank, module.in])] as const,
    [tensorName(module.name, 'B'), rawFloats(b, [module.out, rank])] as const,
  ])
  const metadata = new Map([
    ...Object.entries(provenance),
    ['lora_rank', String(rank)],
    ['lora_alpha', String(alpha)],
  ] as [string, string][])
  return writeSafetensors(new Map(tensors), metadata)
}

/**
 * Reads a LoRA adapter and checks it against the model it is meant for.
 * @throws AppError `bad-expert`
 */
export function readLora(bytes: Uint8Array, model: FactoredModel, name: string): LoraAdapter {
  const refuse = (reason: string, cause?: unknown) => badLora(name, reason, cause)
  const { tensors, metadata } = openAdapterFile(bytes, refuse)
  const rank = positive(metadata.get('lora_rank'), 'lora_rank', name)
  const alpha = positive(metadata.get('lora_alpha'), 'lora_alpha', name)
  if (!Number.isInteger(rank)) throw badLora(name, 'has a rank that is no whole number')
  const rest = new Set(tensors.keys())
  const take = (tensor: string, shape: readonly number[]): Float32Array => {
    rest.delete(tensor)
    const found = tensors.get(tensor)
    if (!found) throw badLora(name, `lacks ${tensor}`)
    return adapterFloats(found, tensor, shape, `where the model and the rank need [${shape}]`, refuse)
  }
  const parts: LoraPart[] = []
  for (const module of allLinears(model)) {
    const [a, b] = [tensorName(module.name, 'A'), tensorName(module.name, 'B')]
    if (!tensors.has(a) && !tensors.has(b)) continue
    parts.push({ module, a: take(a, [rank, module.in]), b: take(b, [module.out, rank]) })
  }
  const [unknown] = rest
  if (unknown !== undefined)
    throw badLora(name, `holds ${JSON.stringify(unknown.slice(0, 80))}, for which the model has no module`)
  if (parts.length === 0) throw badLora(name, 'covers no module')
  const provenance = Object.fromEntries([...metadata].filter(([key]) => !key.startsWith('lora_')))
  return { name, rank, alpha, parts, provenance }
}

function positive(text: string | undefined, key: string, name: string): number {
  const value = Number(text)
  if (text === undefined || text.trim() === '' || !(value > 0) || !Number.isFinite(value))
    throw badLora(name, `does not say a positive ${key} in its metadata`)
  return value
}

function badLora(name: string, reason: string, cause?: unknown): AppError {
  return new AppError('bad-expert', `The LoRA adapter ${JSON.stringify(name)} ${reason}.`, {
    advice: 'Choose an adapter that t2 train lora made for this model.',
    cause,
  })
}
