import { AppError } from '../core/errors.ts'
import { createMixer } from '../core/mixer.ts'
import { baseScales } from '../core/mixing.ts'
import type { MixMode } from '../core/mixing-types.ts'
import type { Engine } from '../engine/engine.ts'
import type { Expert } from '../model/expert-file.ts'
import type { FactoredModel } from '../model/factored-model.ts'
import type { Tokenizer } from '../model/tokenizer.ts'
import type { VisionEncoder } from '../model/vision/encoder.ts'
import type { Picture } from '../model/vision/picture.ts'
import { type PromptLane, picturePrompt } from '../model/vision/picture-prompt.ts'
import type { Mix } from './adaptation.ts'

/** Everything that self-adaptation needs, in the page's worker and in Node alike. */
export interface Runtime {
  readonly model: FactoredModel
  readonly tokenizer: Tokenizer
  readonly engine: Engine
  /** By name. The dispatch expert of the strategy `classifier` is the one named `classifier`. */
  readonly experts: ReadonlyMap<string, Expert>
  /** Reads pictures, where it has been loaded. */
  readonly vision?: VisionEncoder
}

/** A prompt, a question about a picture, or a prompt behind a system message of its own. */
export type Question =
  | string
  | { readonly prompt: string; readonly picture: Picture }
  | { readonly prompt: string; readonly system: string }

/** The part of a runtime that decides scales; it needs no engine. */
type ExpertHolder = Pick<Runtime, 'model' | 'experts'>

/** No expert at all: the weights as they were trained. */
export const BASE_MIX: Mix = { mode: 'blend', alpha: {} }

/**
 * The scale vector of a mix, `[model.totalRank]`.
 * @throws AppError `bad-mix` for an expert the runtime does not hold, and for what the mode cannot express.
 */
export function scalesForMix(runtime: ExpertHolder, mix: Mix): Float32Array {
  const names = Object.keys(mix.alpha)
  return names.length === 0 ? baseScales(runtime.model.adapted) : mixScaler(runtime, names, mix.mode)(mix)
}

/** scalesForMix for many mixes of the same experts in the same mode, whose vectors are then prepared once. */
export function mixScaler(
  runtime: ExpertHolder,
  names: readonly string[],
  mode: MixMode,
): (mix: Pick<Mix, 'alpha' | 'byModule'>) => Float32Array {
  const experts = names.map((name) => expertNamed(runtime, name).z)
  const mixer = createMixer(runtime.model.adapted, experts, mode)
  return ({ alpha, byModule }) => mixer.scales(names.map((name) => byModule?.[name] ?? alpha[name] ?? 0))
}

function expertNamed(runtime: ExpertHolder, name: string): Expert {
  const expert = runtime.experts.get(name)
  if (expert) return expert
  const known = [...runtime.experts.keys()].join(', ')
  throw new AppError('bad-mix', `There is no expert named ${name}.`, {
    advice: known ? `This model has: ${known}.` : 'This model has no experts.',
  })
}

/**
 * A prompt, or a picture and its question, ready for a lane.
 * @param before put before what is asked, as the dispatch question is
 * @throws AppError `bad-input` as `promptIdsOf`, for a picture that is none, and where nothing reads pictures
 */
export function promptLaneOf(runtime: Runtime, question: Question, before = ''): PromptLane {
  const joined = (text: string) => (before === '' ? text : `${before} ${text}`)
  if (typeof question === 'string') return { ids: promptIdsOf(runtime, joined(question)) }
  if ('system' in question) return { ids: promptIdsOf(runtime, joined(question.prompt), question.system) }
  const { model, tokenizer } = runtime
  const encoder = requireVision(runtime)
  if (question.prompt.trim() === '')
    throw new AppError('bad-input', 'The question is empty.', { advice: 'Write one.' })
  const lane = picturePrompt({ model, tokenizer, encoder }, question.picture, question.prompt, before)
  requireRoom(model, lane.ids)
  return lane
}

/** @throws AppError `bad-input` where nothing reads pictures */
export function requireVision({ vision }: Pick<Runtime, 'vision'>): VisionEncoder {
  if (vision) return vision
  throw new AppError('bad-input', 'This model cannot see: its vision encoder has not been loaded.', {
    advice: 'Open the vision part first, or leave out the picture.',
  })
}

/**
 * A prompt in the model's own form, ready for a lane.
 * @param system a system message, for models that chat
 * @throws AppError `bad-input` when it is empty or leaves no room for an answer.
 */
export function promptIdsOf(runtime: Runtime, prompt: string, system?: string): readonly number[] {
  if (prompt.trim() === '') throw new AppError('bad-input', 'The prompt is empty.', { advice: 'Write one.' })
  const ids = runtime.tokenizer.promptIds(prompt, system === undefined ? {} : { system })
  requireRoom(runtime.model, ids)
  return ids
}

function requireRoom(model: FactoredModel, ids: readonly number[]): void {
  const context = model.config.max_position_embeddings
  if (ids.length < context) return
  throw new AppError(
    'bad-input',
    `The prompt has ${ids.length} tokens; this model reads at most ${context - 1} and then answers.`,
    { advice: 'Shorten the prompt.' },
  )
}
