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
  'vision-encoder',
] as const satisfies readonly (keyof AllResults)[]

/** Folder of the files of `t2 experiment`, one an experiment, in a results folder. */
export const EXPERIMENT_FOLDER = 'experiments'

export type ResultName = (typeof RESULT_NAMES)[number]

export async function writeResult(folder: string, name: ResultName, result: object): Promise<void> {
  await writeFileWhole(join(folder, `${name}.json`), `${JSON.stringify(result, null, 1)}\n`)
}

/** Whichever of the files exist. They are this project's own, so their fields are not checked again. */
export async function readResults(folder: string): Promise<AllResults> {
  const entries: [string, unknown][] = []
  for (const name of RESULT_NAMES) {
    const path = join(folder, `${name}.json`)
    if (await isFile(path)) entries.push([name, await readJson(path)])
  }
  const trained = (await listFiles(folder)).filter((name) => /^train-[\w-]+\.json$/.test(name))
  if (trained.length > 0) {
    entries.push(['trained', await Promise.all(trained.map((name) => readJson(join(folder, name))))])
  }
  const experiments: unknown[] = []
  for (const name of EXPERIMENT_NAMES) {
    const path = join(folder, EXPERIMENT_FOLDER, `${name}.json`)
    if (await isFile(path)) experiments.push(await readJson(path))
  }
  if (experiments.length > 0) entries.push(['experiments', experiments])
  return Object.fromEntries(entries) as AllResults
}
