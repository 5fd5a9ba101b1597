import { join } from 'node:path'
import { isFile, readJson, writeFileWhole } from '../files.ts'
import type { AllResults } from './results.ts'

/** The files of a results folder, in the order in which they are made and told. */
export const RESULT_NAMES = [
  'table',
  'dispatch',
  'confusion',
  'sliders',
  'experts',
  'first-example',
  'bench',
] as const satisfies readonly (keyof AllResults)[]

export type ResultName = (typeof RESULT_NAMES)[number]

export async function writeResult(folder: string, name: ResultName, result: object): Promise<void> {
  await writeFileWhole(join(folder, `${name}.json`), `${JSON.stringify(result, null, 1)}\n`)
}

/** Whichever of the files exist. They are this project's own, so their fields are not checked again. */
export async function readResults(folder: string): Promise<AllResults> {
  const entries: [ResultName, unknown][] = []
  for (const name of RESULT_NAMES) {
    const path = join(folder, `${name}.json`)
    if (await isFile(path)) entries.push([name, await readJson(path)])
  }
  return Object.fromEntries(entries) as AllResults
}
