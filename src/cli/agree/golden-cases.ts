import { AppError } from '../../core/errors.ts'
import type { FactoredModel } from '../../model/factored-model.ts'
import type { GoldenCase } from './compare-rows.ts'
import type { Goldens } from './goldens.ts'
import { waveScales } from './wave-scales.ts'

/**
 * Every golden as a lane of this model.
 * @throws AppError `bad-input` for a case of a prompt that is not there, or of a mix without a meaning
 */
export function goldenCases(
  { adapted }: Pick<FactoredModel, 'adapted'>,
  { base, svf }: Pick<Goldens, 'base' | 'svf'>,
): GoldenCase[] {
  const prompts = new Map(base.map((golden) => [golden.id, golden.ids]))
  const plain = base.map((golden) => ({
    name: golden.id,
    lane: { ids: golden.ids, scales: waveScales(adapted, null, 'all') },
    golden,
    greedy: golden.greedy32,
  }))
  const mixed = svf.map((golden) => {
    const ids = prompts.get(golden.prompt)
    if (!ids) throw new AppError('bad-input', `base.json has no prompt "${golden.prompt.slice(0, 40)}".`)
    return {
      name: `${golden.prompt}, ${golden.z} on ${golden.matrices}`,
      lane: { ids, scales: waveScales(adapted, golden.z, golden.matrices) },
      golden,
      greedy: golden.greedy16,
    }
  })
  return [...plain, ...mixed]
}
