import * as v from 'valibot'
import { AppError } from '../core/errors.ts'
import type { RopeScaling } from './rope-frequencies.ts'

const SCALINGS = ['default', 'linear', 'dynamic', 'llama3', 'yarn'] as const

const positive = v.pipe(v.number(), v.finite(), v.gtValue(0))
const factor = v.pipe(v.number(), v.finite(), v.minValue(1))

/** `rope_scaling` of a config.json, or the newer `rope_parameters`, which holds theta as well. */
export const RopeJson = v.nullish(
  v.looseObject({
    rope_theta: v.nullish(positive),
    rope_type: v.nullish(v.string()),
    /** The older name of `rope_type`. */
    type: v.nullish(v.string()),
    partial_rotary_factor: v.nullish(v.number()),
  }),
)

const Linear = v.object({ factor })
const Llama3 = v.pipe(
  v.object({
    factor,
    low_freq_factor: positive,
    high_freq_factor: positive,
    original_max_position_embeddings: v.pipe(positive, v.safeInteger()),
  }),
  v.check((scaling) => scaling.high_freq_factor > scaling.low_freq_factor, 'the two factors are swapped'),
)

const Longrope = v.object({
  short_factor: v.array(positive),
  long_factor: v.array(positive),
  factor: v.literal(1),
  attention_factor: v.literal(1),
  original_max_position_embeddings: v.pipe(positive, v.safeInteger()),
})

const Yarn = v.object({
  factor,
  original_max_position_embeddings: v.pipe(positive, v.safeInteger()),
  beta_fast: v.nullish(positive),
  beta_slow: v.nullish(positive),
  attention_factor: v.nullish(positive),
  mscale: v.nullish(v.pipe(v.number(), v.finite())),
  mscale_all_dim: v.nullish(v.pipe(v.number(), v.finite())),
  truncate: v.nullish(v.boolean()),
})

/**
 * @param pairs in a head: `head_dim / 2`.
 * @returns undefined for plain RoPE.
 * @throws AppError `unsupported`, naming the kind of scaling and those that are known; `bad-model` for a known one
 * without its numbers.
 */
export function parseRopeScaling(
  json: v.InferOutput<typeof RopeJson>,
  pairs: number,
): RopeScaling | undefined {
  const type = json?.rope_type ?? json?.type ?? 'default'
  if (json?.partial_rotary_factor != null && json.partial_rotary_factor !== 1) {
    throw unsupported('RoPE on a part of each head')
  }
  switch (type) {
    case 'default':
    // It is plain up to max_position_embeddings, and no model is asked beyond that.
    case 'dynamic':
      return undefined
    case 'linear':
      return { rope_type: 'linear', ...check(Linear, json) }
    case 'llama3':
      return { rope_type: 'llama3', ...check(Llama3, json) }
    case 'yarn':
      return yarn(check(Yarn, json))
    case 'longrope':
      return parseLongrope(json, pairs)
    default:
      throw unsupported(`RoPE scaled as "${type.slice(0, 40)}"`)
  }
}

/** With what transformers takes for the numbers that are not given. */
function yarn(given: v.InferOutput<typeof Yarn>): RopeScaling {
  const sharpness = (scale: number) => 0.1 * scale * Math.log(given.factor) + 1
  const { mscale, mscale_all_dim: all } = given
  return {
    rope_type: 'yarn',
    factor: given.factor,
    original_max_position_embeddings: given.original_max_position_embeddings,
    beta_fast: given.beta_fast ?? 32,
    beta_slow: given.beta_slow ?? 1,
    attention_factor:
      given.attention_factor ?? (mscale && all ? sharpness(mscale) / sharpness(all) : sharpness(1)),
    truncate: given.truncate ?? true,
  }
}

/** Only where it does not depend on how long the text is. */
function parseLongrope(json: unknown, pairs: number): RopeScaling {
  const parsed = v.safeParse(Longrope, json)
  const { short_factor: short, long_factor: long } = parsed.success
    ? parsed.output
    : { short_factor: [], long_factor: [] }
  const isOne = short.length === long.length && short.every((divisor, pair) => divisor === long[pair])
  if (!parsed.success || !isOne || short.length !== pairs) {
    throw unsupported('RoPE scaled as "longrope" with factors that depend on the length of the text')
  }
  return { rope_type: 'longrope', ...parsed.output }
}

function check<S extends v.GenericSchema>(schema: S, json: unknown): v.InferOutput<S> {
  const parsed = v.safeParse(schema, json)
  if (parsed.success) return parsed.output
  const issue = parsed.issues[0]
  throw new AppError(
    'bad-model',
    `The model's config is wrong at "rope_scaling.${v.getDotPath(issue) ?? ''}": ${issue.message}.`,
  )
}

function unsupported(what: string): AppError {
  return new AppError('unsupported', `This playground does not run ${what}.`, {
    advice: `Choose a model with RoPE of the kinds ${SCALINGS.join(', ')}.`,
  })
}
