import { useMemo } from 'react'
import { readWrittenExercises } from '../../tasks/written-exercises.ts'
import { usePart } from '../playground-context.tsx'

/** What is wrong with the examples as they stand, and whether a search could use them. */
export function useExamples() {
  const source = usePart('fewShot', (state) => state.source)
  const text = usePart('fewShot', (state) => state.text)
  return useMemo(() => {
    if (source === 'family') return { usable: true, count: 0, problems: [] }
    const { exercises, problems } = readWrittenExercises(text)
    const usable = exercises.length > 0 && problems.length === 0
    return { usable, count: exercises.length, problems }
  }, [source, text])
}
