import type { OwnExpertsStore } from '../state/own-experts-store.ts'
import { usePart } from './playground-context.tsx'

/** Colours `--own-0` to `--own-3` (styles/tokens.css). */
const OWN_COLOURS = 4

/** The place of a visitor's expert among colours and shapes; null for every other name. */
export function useExpertLook(name: string): number | null {
  return usePart('ownExperts', ({ experts }) => experts.find((own) => own.name === name)?.look ?? null)
}

/**
 * Gives whatever is marked `data-expert` with the name of a visitor's expert that expert's colour, wherever it
 * stands. A sheet of its own, as the page's policy allows no style element.
 */
export function colourOwnExperts(ownExperts: OwnExpertsStore): void {
  const sheet = new CSSStyleSheet()
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  ownExperts.subscribe(({ experts }, before) => {
    if (experts === before.experts) return
    // Names are letters, digits and hyphens (adapt/expert-name.ts).
    const rules = experts.map(
      ({ name, look }) => `[data-expert="${name}"] { --tone: var(--own-${look % OWN_COLOURS}); }`,
    )
    sheet.replaceSync(rules.join('\n'))
  })
}
