import type { MatrixSpectrum } from '../../state/inspector-spectrum.ts'
import type { Curve } from './curve-plot.tsx'

const SECOND_DASH = '6 3'
const BASE_DASH = '2 3'

/**
 * The curves of one matrix: z of each subject, and σ with each subject's σ ⊙ z.
 * @param tones what gives each subject its colour
 */
export function spectrumCurves(
  { sigma, z }: MatrixSpectrum,
  tones: readonly Readonly<Record<string, string>>[],
): { readonly ofZ: readonly Curve[]; readonly ofSigma: readonly Curve[] } {
  const looks = z.map((_, place) => ({
    key: String(place),
    ...(tones[place] && { tone: tones[place] }),
    ...(place > 0 && { dash: SECOND_DASH }),
  }))
  const scaled = z.map((own) => own.map((value, i) => value * (sigma[i] ?? 0)))
  const ofSubjects = (values: readonly Float32Array[]) =>
    looks.map((look, place): Curve => ({ ...look, values: values[place] ?? [] }))
  return {
    ofZ: ofSubjects(z),
    ofSigma: [{ key: 'sigma', values: sigma, dash: BASE_DASH }, ...ofSubjects(scaled)],
  }
}
