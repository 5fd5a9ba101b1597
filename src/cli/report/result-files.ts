import { join } from 'node:path'
import { EXPERIMENT_NAMES } from '../../adapt/experiment-names.ts'
import { isFile, listFiles, readJson, writeFileWhole } from '../files.ts'
import type { AllResults } from './results.ts'

/** The files of a results folder that hold one document each. */
const RESULT_NAMES = [
  'pretrain',
  'table',
  'dispatch',
  'confusion',
  'sliders',
  'experts',
  'first-example',
  'bench',
  'lighthouse',
  'vision-encoder',
] as const satisfies readonly (keyof AllResults)[]

/** Folder of what was measured on SmolLM2, in a results folder. */
const CHAT_MODEL_FOLDER = 'smollm2'

/** Folder of the files of `t2 experiment`, one an experiment, in a results folder. */
export const EXPERIMENT_FOLDER = 'experiments'

export type ResultName = (typeof RESULT_NAMES)[number]

export async function writeResult(folder: string, name: ResultName, result: object): Promise<void> {
  await writeFileWhole(join(folder, `${name}.json`), `${JSON.stringify(result, null, 1)}\n`)
}

/** Whichever of the files exist. They are this project's own, so their fields are not checked again. */
export async function readResults(folder: string): Promise<AllResults> {
  const trainings = (of: string) => documentsOf(of, 'trained', /^train-[\w-]+\.json$/)
  const entries = [...(await documents(folder)), ...(await trainings(folder))]
  const inner = join(folder, CHAT_MODEL_FOLDER)
  const agreements = await documentsOf(inner, 'agreements', /^agree-[\w-]+\.json$/)
  const ofChatModel = [...(await documents(inner)), ...(await trainings(inner)), ...agreements]
  if (ofChatModel.length > 0) entries.push([CHAT_MODEL_FOLDER, Object.fromEntries(ofChatModel)])
  const experiments: unknown[] = []
  for (const name of EXPERIMENT_NAMES) {
    const path = join(folder, EXPERIMENT_FOLDER, `${name}.json`)
    if (await isFile(path)) experiments.push(await readJson(path))
  }
  if (experiments.length > 0) entries.push(['experiments', experiments])
  return Object.fromEntries(entries) as AllResults
}

async function documents(folder: string): Promise<[string, unknown][]> {
  const entries: [string, unknown][] = []
  for (const name of RESULT_NAMES) {
    const path = join(folder, `${name}.json`)
    if (await isFile(path)) entries.push([name, await readJson(path)])
  }
  return entries
}

/** The documents of all files of one kind, in the order of their names, as one entry. */
async function documentsOf(folder: string, entry: string, kind: RegExp): Promise<[string, unknown][]> {
  const files = (await listFiles(folder)).filter((name) => kind.test(name))
  if (files.length === 0) return []
  return [[entry, await Promise.all(files.map((name) => readJson(join(folder, name))))]]
}
