import type { Runtime } from '../../adapt/runtime.ts'
import { mixMultipliers } from '../../core/mixing.ts'
import type { Measurement } from './measure.ts'
import type { ExpertResults } from './results.ts'

/** Cosines between experts: 1 means that two change the same singular values in the same proportions. */
export function measureExperts({ runtime, origin }: Measurement): ExpertResults {
  const names = [...runtime.experts.keys()]
  const changes = names.map((name) => changeOf(runtime, name))
  const norms = changes.map((change) => Math.sqrt(dot(change, change)))
  const cosines = changes.map((a, i) =>
    changes.map((b, j) => {
      const scale = (norms[i] ?? 0) * (norms[j] ?? 0)
      return scale === 0 ? 0 : dot(a, b) / scale
    }),
  )
  const change = norms.map((norm, i) => norm / Math.sqrt(changes[i]?.length || 1))
  const numbers = names.map((name) =>
    [...(runtime.experts.get(name)?.z.values() ?? [])].reduce((sum, z) => sum + z.length, 0),
  )
  return { ...origin, names, cosines, change, numbers }
}

/** ẑ − 1 over all adapted modules: the blend of one expert at α = 1 is ẑ itself. */
function changeOf({ experts, model }: Runtime, name: string): Float64Array {
  const z = experts.get(name)?.z ?? new Map<string, Float32Array>()
  const multipliers = mixMultipliers(model.adapted, [{ z, alpha: 1 }], 'blend')
  return Float64Array.from(multipliers.flatMap((module) => [...module].map((value) => value - 1)))
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)
}
