import * as v from 'valibot'
import { digest } from '../model/manifest.ts'
import { FAMILIES } from '../tasks/task-item.ts'
import { parseIndex } from './parse-index.ts'

/** Inside a bundle's folder: which experts lie beside it, as a web server cannot list a folder. */
export const EXPERT_INDEX = 'experts/index.json'

const SUFFIX = '.safetensors'
const ADVICE = 'Load the model again; if that does not help, its folder was changed.'

export const FILE_DIGEST = {
  bytes: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
}

export const EXPERT_ENTRY = v.object({
  name: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,63}$/)),
  ...FILE_DIGEST,
})

const Index = v.object({ experts: v.pipe(v.array(EXPERT_ENTRY), v.maxLength(64)) })

export type ExpertEntry = v.InferOutput<typeof EXPERT_ENTRY>

/** Where an expert's file is, seen from the bundle's folder. */
export function expertPath(name: string): string {
  return `experts/${name}${SUFFIX}`
}

/**
 * The index of a folder of experts, in the order of the task families and then of the alphabet; files of other
 * kinds are left out.
 */
export function expertIndex(files: ReadonlyMap<string, Uint8Array>): { readonly experts: ExpertEntry[] } {
  const experts = [...files]
    .filter(([file]) => file.endsWith(SUFFIX))
    .map(([file, bytes]) => ({ name: file.slice(0, -SUFFIX.length), ...digest(bytes) }))
  return { experts: experts.sort((a, b) => rank(a.name) - rank(b.name) || (a.name < b.name ? -1 : 1)) }
}

function rank(name: string): number {
  const place = (FAMILIES as readonly string[]).indexOf(name)
  return place < 0 ? FAMILIES.length : place
}

/** @throws AppError `bad-model` */
export function parseExpertIndex(bytes: Uint8Array): readonly ExpertEntry[] {
  return parseIndex(bytes, Index, 'The list of experts', ADVICE).experts
}
