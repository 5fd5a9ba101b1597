import type { Lane } from '../engine/engine.ts'
import type { Expert } from '../model/expert-file.ts'
import { randomModel } from '../model/random-model.ts'
import { SMALL_CONFIG } from '../model/small-config.fixture.ts'
import type { Tokenizer } from '../model/tokenizer.ts'
import { DISPATCH_INSTRUCTION } from '../tasks/natural/dispatch-messages.ts'
import { CATEGORIES, type Category } from '../tasks/task-item.ts'
import { BASE_MIX, type Runtime, scalesForMix } from './runtime.ts'
import { createScriptedEngine, type ScriptedEngine } from './scripted-engine.fixture.ts'

const VOCABULARY = 4096
const STOP = 3

/** What the made-up model does. `weights` is `base` or the name of the one expert in the lane's scales. */
export interface Behaviour {
  /** The label that pass 1 finds likeliest. */
  readonly label: (weights: string, prompt: string) => Category
  readonly answer: (weights: string, prompt: string) => string
}

export interface ScriptedRuntime extends Runtime {
  readonly engine: ScriptedEngine
  /** Which weights a lane runs with. */
  weightsOf(lane: Pick<Lane, 'scales'>): string
}

/** A runtime for tests whose model answers as `behaviour` says and whose tokens are words. */
export function scriptedRuntime(
  behaviour: Behaviour,
  names: readonly string[],
  form: Tokenizer['form'] = 'tiny',
): ScriptedRuntime {
  const model = randomModel(
    {
      ...SMALL_CONFIG,
      vocab_size: VOCABULARY,
      hidden_size: 4,
      intermediate_size: 6,
      num_hidden_layers: 1,
      num_attention_heads: 1,
      num_key_value_heads: 1,
      max_position_embeddings: 96,
      eos_token_ids: [STOP],
    },
    1,
  )
  const experts = new Map<string, Expert>(
    names.map((name, index) => [name, { name, z: leanTo(model, index), provenance: {} }]),
  )
  const tokenizer = wordTokenizer(form)
  const weightsOf = ({ scales }: Pick<Lane, 'scales'>): string => {
    const alike = (other: Float32Array): boolean => other.every((value, i) => value === scales[i])
    if (alike(scalesForMix(runtime, BASE_MIX))) return 'base'
    const expert = names.find((name) => alike(scalesForMix(runtime, { mode: 'blend', alpha: { [name]: 1 } })))
    return expert ?? 'some mix'
  }
  const engine = createScriptedEngine(model, (lane) => {
    const bot = lane.ids.indexOf(2)
    const prompt = tokenizer.decode(lane.ids.slice(1, bot))
    const said = lane.ids.slice(bot + 1)
    const logits = new Float32Array(VOCABULARY)
    const asked = prompt.startsWith(form === 'tiny' ? 'what kind of task ?' : DISPATCH_INSTRUCTION)
    const weights = weightsOf(lane)
    const wanted = asked ? behaviour.label(weights, prompt) : behaviour.answer(weights, prompt)
    // The other labels get distinct logits too, so that probabilities can be told apart.
    if (asked) for (const [i, label] of CATEGORIES.entries()) logits[tokenizer.encode(label)[0] ?? 0] = -i
    logits[tokenizer.encode(wanted)[said.length] ?? STOP] = 5
    return logits
  })
  const runtime: ScriptedRuntime = { model, tokenizer, engine, experts, weightsOf }
  return runtime
}

function leanTo(model: Runtime['model'], index: number): Map<string, Float32Array> {
  return new Map(
    model.adapted.map(({ name, rank }) => [
      name,
      Float32Array.from({ length: rank }, (_, i) => 1 + 0.1 * ((i + index) % 3) + 0.01 * index),
    ]),
  )
}

function wordTokenizer(form: Tokenizer['form']): Tokenizer {
  const words = ['<|pad|>', '<|user|>', '<|bot|>', '<|end|>']
  const idOf = (word: string): number => {
    if (!words.includes(word)) words.push(word)
    return words.indexOf(word)
  }
  const encode = (text: string): number[] => text.split(/\s+/).filter(Boolean).map(idOf)
  return {
    encode,
    decode: (ids) =>
      ids
        .filter((id) => id > 3)
        .map((id) => words[id] ?? '?')
        .join(' '),
    pieces: (ids) => ids.map((id) => words[id] ?? '?'),
    promptIds: (prompt, { system = '' } = {}) => [1, ...encode(system), ...encode(prompt), 2],
    form,
    completionIds: encode,
    chatIds: (messages) => messages.flatMap(({ content }) => [1, ...encode(content), 2]),
    vocabSize: VOCABULARY,
    stopIds: [STOP],
  }
}
