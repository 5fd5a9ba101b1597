import type { Mix } from '../adapt/adaptation.ts'
import { alphaText } from './format.ts'
import { en } from './messages/en.ts'

export function activeAlphas(mix: Mix): readonly (readonly [string, number])[] {
  return Object.entries(mix.alpha).filter(([, alpha]) => alpha !== 0)
}

/** `α math = 1.00 and α code = −0.20`; empty when every α is 0. */
export function describeMix(mix: Mix): string {
  return activeAlphas(mix)
    .map(([name, alpha]) => `${en.experts.alpha(name)} = ${alphaText(alpha)}`)
    .join(en.why.and)
}
