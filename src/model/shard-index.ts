import * as v from 'valibot'
import { AppError } from '../core/errors.ts'
import { parseStrictJson } from './strict-json.ts'

export const SHARD_INDEX = 'model.safetensors.index.json'

/** One plain file name: an index must not be able to point outside its folder. */
const shardName = v.pipe(v.string(), v.maxLength(200), v.regex(/^[\w][\w.-]*\.safetensors$/))
// Not v.record, which drops keys such as "constructor".
const IndexJson = v.looseObject({
  weight_map: v.pipe(
    v.custom<Record<string, unknown>>((value) => typeof value === 'object' && value !== null),
    v.transform((map) => new Map(Object.entries(map))),
    v.map(v.string(), shardName),
  ),
})

/**
 * Reads `model.safetensors.index.json`: which shard holds which tensor.
 * @throws AppError `bad-model`
 */
export function parseShardIndex(bytes: Uint8Array): ReadonlyMap<string, string> {
  const parsed = v.safeParse(IndexJson, parseStrictJson(bytes, SHARD_INDEX))
  if (parsed.success) return parsed.output.weight_map
  const issue = parsed.issues[0]
  throw new AppError(
    'bad-model',
    `${SHARD_INDEX} is wrong at "${v.getDotPath(issue) ?? ''}": ${issue.message}.`,
  )
}

/**
 * Holds an index against the tensors that each shard really has.
 * @param found shard → names of its tensors
 * @throws AppError `bad-model` naming the shard or tensor that is missing, misplaced or there twice.
 */
export function checkShardIndex(
  index: ReadonlyMap<string, string>,
  found: ReadonlyMap<string, Iterable<string>>,
): void {
  const holders = new Map<string, string>()
  for (const [shard, names] of found) {
    for (const name of names) {
      const other = holders.get(name)
      if (other !== undefined) throw badIndex(`both ${other} and ${shard} hold ${quote(name)}`)
      holders.set(name, shard)
      const listed = index.get(name)
      if (listed === undefined) throw badIndex(`it does not list ${quote(name)}, which ${shard} holds`)
      if (listed !== shard) throw badIndex(`${quote(name)} is in ${shard} and not in ${listed}`)
    }
  }
  for (const [name, shard] of index) {
    if (!holders.has(name)) throw badIndex(`${shard} does not hold ${quote(name)}`)
  }
}

function quote(name: string): string {
  return JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}…` : name)
}

function badIndex(reason: string): AppError {
  return new AppError('bad-model', `${SHARD_INDEX} and its shards disagree: ${reason}.`, {
    advice: 'Download the checkpoint again, all of its files from one place.',
  })
}
