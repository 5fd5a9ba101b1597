import type { Command } from 'commander'
import { scalesForMix } from '../../adapt/runtime.ts'
import { nodeRuntime } from '../../engine/ort/node.ts'
import { createGradient } from '../../train/gradient.ts'
import { action, type CommonOptions, type Context, createCommand } from '../command.ts'
import { addMixOptions, type MixOptions } from '../options/mix.ts'
import { addModelOptions, type ModelOptions } from '../options/model.ts'
import { tokenIds } from '../options/parsers.ts'
import { requireRoom, requireVocabulary } from '../options/prompt.ts'
import { alignColumns } from '../output.ts'
import { openModel } from '../session.ts'

interface GradientOptions extends CommonOptions, ModelOptions, MixOptions {
  readonly ids: readonly number[]
  readonly answerIds: readonly number[]
}

export function gradientCommand(): Command {
  const command = createCommand(
    'gradient',
    "How an answer's log-likelihood changes with z', by adapted module.",
  )
  addMixOptions(addModelOptions(command))
    .requiredOption('--ids <list>', 'ids of the prompt, like 1,2,3', tokenIds)
    .requiredOption('--answer-ids <list>', 'ids of the answer', tokenIds)
  return command.action(action(runGradient))
}

async function runGradient(options: GradientOptions, context: Context): Promise<void> {
  const opened = await openModel(options, context)
  const { model } = opened
  const ids = requireVocabulary([...options.ids], model)
  const answerIds = requireVocabulary([...options.answerIds], model)
  requireRoom(ids, model, answerIds.length)
  const threads = options.threads === undefined ? {} : { threads: options.threads }
  const engine = await createGradient(nodeRuntime, model, threads)
  try {
    const { logProb, dScales } = await engine.gradient(ids, answerIds, scalesForMix(opened, opened.mix))
    // s = σ ⊙ z', so d/dz' = σ ⊙ d/ds.
    const modules = model.adapted.map(({ name, sigma, scaleOffset }) => ({
      name,
      slopes: Array.from(sigma, (value, i) => value * (dScales[scaleOffset + i] ?? 0)),
    }))
    const document = {
      logProb,
      modules: Object.fromEntries(modules.map(({ name, slopes }) => [name, slopes])),
    }
    await context.output.result(document, () => [
      `log p(answer) = ${logProb.toFixed(4)}`,
      ...alignColumns([
        ['module', 'norm', 'largest', 'at'],
        ...modules.map(({ name, slopes }) => {
          const at = slopes.reduce(
            (best, slope, i) => (Math.abs(slope) > Math.abs(slopes[best] ?? 0) ? i : best),
            0,
          )
          return [name, Math.hypot(...slopes).toFixed(4), (slopes[at] ?? 0).toFixed(4), String(at)]
        }),
      ]),
    ])
  } finally {
    await engine.dispose()
  }
}
