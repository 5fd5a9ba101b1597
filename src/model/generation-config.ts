import * as v from 'valibot'
import { AppError } from '../core/errors.ts'
import { parseStrictJson } from './strict-json.ts'

export const GENERATION_CONFIG = 'generation_config.json'

const id = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const GenerationConfig = v.looseObject({ eos_token_id: v.nullish(v.union([id, v.array(id)])) })

/**
 * The ids that end a text according to `generation_config.json`, which chat models have beside their `config.json`.
 * @throws AppError `bad-model`
 */
export function eosIdsOf(bytes: Uint8Array | undefined): readonly number[] {
  if (bytes === undefined) return []
  const parsed = v.safeParse(GenerationConfig, parseStrictJson(bytes, GENERATION_CONFIG))
  if (!parsed.success) throw new AppError('bad-model', `${GENERATION_CONFIG} is wrong at "eos_token_id".`)
  return [parsed.output.eos_token_id ?? []].flat()
}
