import { join } from 'node:path'
import * as v from 'valibot'
import { AppError } from '../../core/errors.ts'
import { readJson } from '../files.ts'

/** Most ids that a golden's list may have. */
const ids = v.pipe(v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(0))), v.minLength(1))
const numbers = v.array(v.pipe(v.number(), v.finite()))

const Row = v.looseObject({
  top_ids: ids,
  top_logits: numbers,
  logsoftmax_argmax: v.number(),
  mean: v.number(),
  greedy_min_margin: v.number(),
  /** Where along the way that was, counted from 0. */
  greedy_min_margin_step: v.optional(v.number()),
})
const Base = v.looseObject({
  prompts: v.pipe(
    v.array(v.looseObject({ ...Row.entries, id: v.string(), ids, greedy32: ids })),
    v.minLength(1),
  ),
})
const Svf = v.looseObject({
  cases: v.array(
    v.looseObject({
      ...Row.entries,
      matrices: v.picklist(['mlp', 'all']),
      z: v.string(),
      prompt: v.string(),
      greedy16: ids,
    }),
  ),
})
const Slopes = v.looseObject({ idx: ids, grad: numbers, l2norm: v.number() })
const Grad = v.looseObject({
  prompt_ids: ids,
  answer_ids: ids,
  points: v.record(v.string(), v.looseObject({ J: v.number(), grads: v.record(v.string(), Slopes) })),
})

/** Last-row logits and greedy tokens of one prompt, as another implementation computed them. */
export type GoldenRow = v.InferOutput<typeof Row>

/** What an independent implementation computed from the same weights. */
export interface Goldens {
  readonly base: v.InferOutput<typeof Base>['prompts']
  readonly svf: v.InferOutput<typeof Svf>['cases']
  readonly gradient: v.InferOutput<typeof Grad>
}

/**
 * Reads `base.json`, `svf.json` and `grad.json` of a folder.
 * @throws AppError `io` where one is missing, `bad-input` where one is something else.
 */
export async function readGoldens(folder: string): Promise<Goldens> {
  const read = async <S extends v.GenericSchema>(schema: S, name: string): Promise<v.InferOutput<S>> => {
    const path = join(folder, name)
    const parsed = v.safeParse(schema, await readJson(path))
    if (parsed.success) return parsed.output
    const [issue] = parsed.issues
    throw new AppError('bad-input', `${path} is wrong at "${v.getDotPath(issue) ?? ''}": ${issue.message}.`)
  }
  const [{ prompts }, { cases }, gradient] = await Promise.all([
    read(Base, 'base.json'),
    read(Svf, 'svf.json'),
    read(Grad, 'grad.json'),
  ])
  return { base: prompts, svf: cases, gradient }
}
