import { writeExpert } from '../../model/expert-file.ts'
import type { MatrixSpectrum } from '../../state/inspector-spectrum.ts'

/** The file of an expert that holds what the first subject multiplies; matrices that it leaves alone are left out. */
export function expertBytes(
  name: string,
  parts: readonly MatrixSpectrum[],
  provenance: Readonly<Record<string, string>>,
): Uint8Array {
  const all = parts.map(({ matrix, z }) => [matrix.name, z[0] ?? new Float32Array()] as const)
  const changed = all.filter(([, z]) => z.some((value) => value !== 1))
  // A file without any matrix is no expert.
  return writeExpert({ name, z: new Map(changed.length > 0 ? changed : all.slice(0, 1)), provenance })
}
