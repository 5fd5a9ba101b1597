import { useMemo } from 'react'
import { checkExpertName, freeExpertName } from '../../adapt/expert-name.ts'
import { AppError } from '../../core/errors.ts'
import {
  FEWEST_EXERCISES,
  readWrittenExercises,
  type WrittenExercises,
} from '../../tasks/written-exercises.ts'
import { usePart } from '../playground-context.tsx'

const NONE: WrittenExercises = { exercises: [], problems: [] }

/** Families are exercises of the embedded model; any other learns what a visitor writes. */
export function useTaskSource(): 'family' | 'written' {
  const chosen = usePart('taskDraft', (state) => state.source)
  const families = usePart('session', ({ world }) => world.form === 'tiny')
  return families ? chosen : 'written'
}

/** What can be read of the task as it stands, and whether it is enough. */
export function useTask(): WrittenExercises & { readonly usable: boolean } {
  const source = useTaskSource()
  const text = usePart('taskDraft', (state) => state.text)
  return useMemo(() => {
    const read = source === 'written' ? readWrittenExercises(text) : NONE
    return { ...read, usable: source === 'family' || read.exercises.length >= FEWEST_EXERCISES }
  }, [source, text])
}

/** The name that the expert will have, and why the one that was typed cannot be it. */
export function useExpertName(): {
  readonly name: string
  readonly free: string
  readonly problem: string | null
} {
  const typed = usePart('taskDraft', (state) => state.name)
  const source = useTaskSource()
  const family = usePart('taskDraft', (state) => state.family)
  const wish = source === 'family' ? `my-${family}` : 'my-task'
  const given = usePart('session', (state) => state.model?.experts)
  const own = usePart('ownExperts', (state) => state.experts)
  return useMemo(() => {
    const taken = [...(given ?? []), ...own].map(({ name }) => name)
    const free = freeExpertName(wish, taken)
    if (typed === '') return { name: free, free, problem: null }
    try {
      checkExpertName(typed, taken)
      return { name: typed, free, problem: null }
    } catch (thrown) {
      return { name: typed, free, problem: thrown instanceof AppError ? thrown.message : String(thrown) }
    }
  }, [typed, wish, given, own])
}
