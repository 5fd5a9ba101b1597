import { usePart } from './playground-context.tsx'

/** Why nothing can be adapted now: the weights are not factored, or there is no expert. Null where it can. */
export function useUnadaptable(): 'dense' | 'none' | null {
  const dense = usePart('session', ({ model }) => model?.form === 'dense')
  const none = usePart('mix', ({ experts }) => experts.length === 0)
  return dense ? 'dense' : none ? 'none' : null
}
