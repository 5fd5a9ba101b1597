import * as v from 'valibot'
import type { AnswersState, LaneView } from './answers-store.ts'
import { EMPTY_LANE } from './answers-store.ts'
import { type FirstExample, firstExampleSchema } from './result-files.ts'

// A glob, so that the page also builds where the model has not been trained yet.
const files = import.meta.glob('../../public/results/first-example.json', { eager: true, import: 'default' })

/** The committed example with its measured outputs, or null where there is none or it is invalid. */
export function committedExample(): FirstExample | null {
  return parseFirstExample(Object.values(files)[0])
}

export function parseFirstExample(json: unknown): FirstExample | null {
  const parsed = v.safeParse(firstExampleSchema, json)
  return parsed.success ? parsed.output : null
}

/** Both output panels as they are painted before anything has been computed here. */
export function measuredAnswers(example: FirstExample): Partial<AnswersState> {
  const view = ({ pieces, top }: FirstExample['base']): LaneView => ({
    ...EMPTY_LANE,
    pieces,
    top,
    status: 'measured',
    finished: true,
  })
  return {
    base: view(example.base),
    adapted: view(example.adapted),
    prompt: example.prompt,
    mix: example.mix,
  }
}
