import type { ReactNode } from 'react'
import type { Panel as PanelName } from '../../state/lessons/lesson-names.ts'
import { shownPanels } from '../../state/lessons/lesson-store.ts'
import { usePart } from '../playground-context.tsx'

/** Whether a lesson or a teacher's link leaves at least one of these parts of the page in sight. */
export function useShown(...names: readonly PanelName[]): boolean {
  return usePart('lessons', (state) => {
    const shown = shownPanels(state)
    return names.some((name) => shown.includes(name))
  })
}

/** A part of the playground that a lesson may leave out. */
export function Panel({ name, children }: { readonly name: PanelName; readonly children: ReactNode }) {
  return useShown(name) ? children : null
}
