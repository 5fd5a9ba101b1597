import { en } from './messages/en.ts'
import { usePart } from './playground-context.tsx'

/** Why nothing can be adapted now: the weights are not factored, or there is no expert. Null where it can. */
export function useUnadaptable(): 'dense' | 'none' | null {
  const dense = usePart('session', ({ model }) => model?.form === 'dense')
  const none = usePart('mix', ({ experts }) => experts.length === 0)
  return dense ? 'dense' : none ? 'none' : null
}

/**
 * The same in words.
 * @param none said where there is no expert; weights that are not factored are told of in one way everywhere
 */
export function useUnadaptableText(none: string): string | null {
  const unable = useUnadaptable()
  if (unable === 'dense') return en.models.dense
  return unable === 'none' ? none : null
}
