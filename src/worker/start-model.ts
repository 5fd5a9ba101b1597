import { throwIfAborted } from '../core/errors.ts'
import { fetchKnownExperts } from '../io/fetch-known-experts.ts'
import type { Expert } from '../model/expert-file.ts'
import type { FactoredModel } from '../model/factored-model.ts'
import type { Tokenizer } from '../model/tokenizer.ts'
import { weightsRead } from '../model/weights-read.ts'
import { chooseBackend, requireCpu } from './choose-backend.ts'
import type { OpenModel } from './open-model.ts'
import type { BackendChoice, OpenedModel } from './protocol.ts'
import { type StartOptions, startEngine } from './start-engine.ts'

/** A model in memory, before an engine runs it. */
export interface ReadModel extends Pick<OpenModel, 'checkpoint'>, Pick<OpenedModel, 'name' | 'source'> {
  readonly model: FactoredModel
  readonly tokenizer: Tokenizer
  readonly experts: ReadonlyMap<string, Expert>
}

/**
 * Starts the engine that a model fits on.
 * @throws AppError `limit` where it fits nowhere, and as `startEngine`.
 */
export async function startModel(
  { model, tokenizer, checkpoint, name, source, ...read }: ReadModel,
  choice: BackendChoice,
  { home, ...options }: StartOptions & { readonly home?: string },
): Promise<OpenModel> {
  const { signal } = options
  const isBare = home !== undefined && read.experts.size === 0
  const known = isBare ? await fetchKnownExperts(model, tokenizer.form, home, { signal }) : null
  const experts = known?.experts ?? read.experts
  const form = checkpoint ? 'dense' : 'factored'
  const chosen = await chooseBackend(model.config, form, choice)
  const { engine, device } = await startEngine(model, chosen.choice, {
    ...options,
    because: chosen.reason ?? options.because ?? null,
    requireCpu: () => requireCpu(model.config, form),
  })
  const { reason, selfTest } = device.state()
  // What was said while the engine was made, which may have kept this thread busy for seconds, is heard now.
  await new Promise((resolve) => setTimeout(resolve, 0))
  if (options.signal.aborted) engine.dispose()
  throwIfAborted(options.signal)
  const opened: OpenedModel = {
    name,
    hash: model.hash,
    source,
    form,
    chatForm: tokenizer.form,
    parameters: countNumbers(model),
    scales: model.totalRank,
    weightsRead: weightsRead(model),
    layers: model.config.num_hidden_layers,
    hiddenSize: model.config.hidden_size,
    vocabSize: model.config.vocab_size,
    maxTokens: model.config.max_position_embeddings,
    experts: [...experts.values()].map(describeExpert),
    expertsFor: known?.trainedFor ?? null,
    ...engine.description,
    fallbackReason: reason,
    selfTest,
  }
  return { runtime: { model, tokenizer, engine, experts }, device, opened, checkpoint }
}

/** An expert as the page lists it. */
export function describeExpert({ name, z, provenance }: Expert): OpenedModel['experts'][number] {
  const numbers = [...z.values()].reduce((sum, { length }) => sum + length, 0)
  return { name, numbers, task: provenance.task ?? name }
}

/** Numbers of the model as it was trained, that is with `W` in place of its factors. */
function countNumbers({ embedding, lmHead, finalNorm, blocks }: FactoredModel): number {
  const inBlocks = blocks.map(({ inputNorm, postAttentionNorm, linears }) => {
    const weights = Object.values(linears).map(
      (linear) => linear.out * linear.in + (linear.bias?.length ?? 0),
    )
    return weights.reduce((sum, count) => sum + count, inputNorm.length + postAttentionNorm.length)
  })
  const outside = embedding.data.length + (lmHead?.data.length ?? 0) + finalNorm.length
  return inBlocks.reduce((sum, count) => sum + count, outside)
}
