import { throwIfAborted } from '../../core/errors.ts'
import { fetchBundle } from '../../io/fetch-bundle.ts'
import type { Expert } from '../../model/expert-file.ts'
import type { FactoredModel } from '../../model/factored-model.ts'
import type { OpenedModel, OpenProgress } from '../protocol.ts'
import { startEngine } from '../start-engine.ts'
import type { Call } from './call.ts'

export const open: Call<'open'> = async ({ url, backend, threads }, { slot, signal, emit }) => {
  slot.clear()
  let bytes = { loadedBytes: 0, totalBytes: 0 }
  const onPhase = (phase: OpenProgress['phase']): void => emit({ phase, ...bytes })
  onPhase('downloading')
  const { model, tokenizer, manifest, experts } = await fetchBundle(url, {
    signal,
    onProgress: (loadedBytes, totalBytes) => {
      bytes = { loadedBytes, totalBytes }
      onPhase('downloading')
    },
  })
  const { engine, fallbackReason, selfTest } = await startEngine(model, backend, {
    signal,
    onPhase,
    ...(threads !== undefined && { threads }),
  })
  if (signal.aborted) engine.dispose()
  throwIfAborted(signal)
  const opened: OpenedModel = {
    name: manifest.name,
    hash: model.hash,
    parameters: countParameters(model),
    scales: model.totalRank,
    layers: model.config.num_hidden_layers,
    hiddenSize: model.config.hidden_size,
    vocabSize: model.config.vocab_size,
    maxTokens: model.config.max_position_embeddings,
    experts: [...experts.values()].map(describeExpert),
    ...engine.description,
    fallbackReason,
    selfTest,
  }
  slot.put({ runtime: { model, tokenizer, engine, experts }, opened, url })
  return opened
}

export function describeExpert({ name, z, provenance }: Expert): OpenedModel['experts'][number] {
  const numbers = [...z.values()].reduce((sum, { length }) => sum + length, 0)
  return { name, numbers, task: provenance.task ?? name }
}

/** Numbers of the model as it was trained, that is with `W` in place of its factors. */
function countParameters({ embedding, lmHead, finalNorm, blocks }: FactoredModel): number {
  const inBlocks = blocks.map(({ inputNorm, postAttentionNorm, linears }) => {
    const weights = Object.values(linears).map(
      (linear) => linear.out * linear.in + (linear.bias?.length ?? 0),
    )
    return weights.reduce((sum, count) => sum + count, inputNorm.length + postAttentionNorm.length)
  })
  const outside = embedding.data.length + (lmHead?.data.length ?? 0) + finalNorm.length
  return inBlocks.reduce((sum, count) => sum + count, outside)
}
